/** A file by the name that the others call it by. */
export interface NamedFile {
  name: string;
  path: string;
}

/** The files that a model was sent as: where each lies, by the name that the others call it by. */
export class ModelFiles {
  readonly #byName: ReadonlyMap<string, NamedFile>;
  readonly #byBareName: ReadonlyMap<string, NamedFile>;

  constructor(files: ReadonlyMap<string, string>) {
    this.#byName = new Map([...files].map(([name, path]) => [normalize(name), { name, path }]));
    // Of several with the same name in different folders, the first.
    this.#byBareName = new Map([...this.#byName].reverse().map(([name, file]) => [bareName(name), file]));
  }

  /**
   * Finds the file that another one, `from`, names: beside it, then anywhere by its bare name, whatever the case and
   * the slashes, since many programs write paths of the machine that they ran on. Only what was sent is ever found.
   */
  find(from: string, name: string): NamedFile | undefined {
    const wanted = normalize(name);
    const folder = normalize(from).split('/').slice(0, -1).join('/');
    const beside = this.#byName.get(folder ? `${folder}/${wanted}` : wanted);
    return beside ?? this.#byName.get(wanted) ?? this.#byBareName.get(bareName(wanted));
  }
}

/** The file name without its folders. */
export function bareName(name: string): string {
  return name.split(/[\\/]/).at(-1) ?? name;
}

/** The ending of a file name in lower case, without its dot. */
export function extensionOf(name: string): string {
  return /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

function normalize(name: string): string {
  return name
    .replaceAll('\\', '/')
    .replace(/^(\.\/)+/, '')
    .toLowerCase();
}
