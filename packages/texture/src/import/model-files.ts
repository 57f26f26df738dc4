/** A file with the name by which others refer to it. */
export interface NamedFile {
  name: string;
  path: string;
}

/** The uploaded files of a model, by the names with which they refer to one another. */
export class ModelFiles {
  readonly #byName: ReadonlyMap<string, NamedFile>;
  readonly #byBareName: ReadonlyMap<string, NamedFile>;

  constructor(files: ReadonlyMap<string, string>) {
    this.#byName = new Map([...files].map(([name, path]) => [normalise(name), { name, path }]));
    // Of several with the same name in different folders, the first.
    this.#byBareName = new Map([...this.#byName].reverse().map(([name, file]) => [bareName(name), file]));
  }

  /**
   * Finds the file that another one, `from`, refers to: beside it, or else anywhere by its bare name, ignoring case and kind
   * of slashes, because many programs write paths of the machine that they ran on. Only uploaded files are found.
   */
  find(from: string, name: string): NamedFile | undefined {
    const wanted = normalise(name);
    const folder = normalise(from).split('/').slice(0, -1).join('/');
    const beside = this.#byName.get(folder ? `${folder}/${wanted}` : wanted);
    return beside ?? this.#byName.get(wanted) ?? this.#byBareName.get(bareName(wanted));
  }
}

/** The file name without its folders. */
export function bareName(name: string): string {
  return name.split(/[\\/]/).at(-1) ?? name;
}

/** The extension of a file name in lower case, without its dot. */
export function extensionOf(name: string): string {
  return /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

function normalise(name: string): string {
  return name
    .replaceAll('\\', '/')
    .replace(/^(\.\/)+/, '')
    .toLowerCase();
}
