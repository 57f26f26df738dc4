import { open } from 'node:fs/promises';
import { ImportFault } from './import-fault.ts';
import { bareName, extensionOf, type NamedFile } from './model-files.ts';

/** A file in one of the formats of models. */
export interface FormatFile extends NamedFile {
  format: 'obj' | 'glb' | 'ply' | 'las';
}

const FORMATS = ['obj', 'glb', 'ply', 'las'] as const;
const MAGICS: Record<string, FormatFile['format']> = {
  glTF: 'glb',
  LASF: 'las',
  'ply\n': 'ply',
  'ply\r': 'ply',
};
const MAGIC_BYTES = 4;
/** Advice for formats that are often uploaded. */
const ADVICE: Record<string, string> = {
  '7z': 'Pack the files as ZIP instead.',
  rar: 'Pack the files as ZIP instead.',
  zip: 'A ZIP inside a ZIP is not unpacked: put its files into the outer one.',
  laz: 'Unpack it to LAS first.',
  gltf: 'Export it as GLB, with everything embedded.',
};

/** The files with a format of models, by their first bytes or their names. Throws an ImportFault where there is none. */
export async function recogniseFiles(files: ReadonlyMap<string, string>): Promise<FormatFile[]> {
  const found: FormatFile[] = [];
  for (const [name, path] of files) {
    const format = await formatOf(name, path);
    if (format) found.push({ name, path, format });
  }
  if (found.length === 0) throw nothingToShow([...files.keys()]);
  return found;
}

async function formatOf(name: string, path: string): Promise<FormatFile['format'] | undefined> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(MAGIC_BYTES), 0, MAGIC_BYTES, 0);
  const begin = buffer.toString('latin1', 0, bytesRead);
  return MAGICS[begin] ?? FORMATS.find((format) => format === extensionOf(name));
}

function nothingToShow(names: string[]): ImportFault {
  const [first] = names;
  if (first === undefined)
    return new ImportFault('Unreadable', 'The upload contains no file. Upload the model again.');
  const advice = names.map((name) => ADVICE[extensionOf(name)]).find((text) => text !== undefined);
  const others = names.length > 1 ? ` and ${names.length - 1} more` : '';
  const message = `The upload contains no OBJ, GLB, PLY or LAS (${bareName(first)}${others}).`;
  return new ImportFault('Unreadable', `${message} ${advice ?? 'Export the model as one of these.'}`);
}
