import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ImportFault } from '../import/import-fault.ts';
import { orderSlices, readSliceName } from './slice-names.ts';
import { unpackZip } from './unpack-zip.ts';

/** A file with the name by which others refer to it. */
interface NamedFile {
  name: string;
  path: string;
}

/** No model has more files. */
const MAX_ENTRIES = 20_000;
/** A ZIP begins with an entry, or an empty one with its end record. */
const ZIP_MAGICS = ['PK\u0003\u0004', 'PK\u0005\u0006'];

/**
 * Assembles an upload: joins slices, unpacks archives. Returns the paths of the model's files by their names. Throws an
 * ImportFault.
 */
export async function assembleFiles(
  files: readonly NamedFile[],
  { merge, folder, maxBytes }: { merge: boolean; folder: string; maxBytes: number },
): Promise<Map<string, string>> {
  await mkdir(folder, { recursive: true });
  const whole = merge || areVolumes(files) ? [await joinSlices(files, join(folder, 'joined'))] : files;
  const budget = { bytesLeft: maxBytes, entriesLeft: MAX_ENTRIES };
  const assembled = new Map<string, string>();
  for (const [number, file] of whole.entries()) {
    if (!(await isZip(file.path))) {
      assembled.set(file.name, file.path);
      continue;
    }
    const target = join(folder, `${number}`);
    await mkdir(target);
    // Archives of different tiles contain the same names.
    const prefix = whole.length > 1 ? `${file.name}/` : '';
    for (const [name, path] of await unpackZip(file, target, { budget })) assembled.set(prefix + name, path);
  }
  return assembled;
}

/** Volumes of an archiver are slices, even if the client did not declare them as such. */
function areVolumes(files: readonly NamedFile[]): boolean {
  return files.length > 1 && files.every(({ name }) => readSliceName(name) !== undefined);
}

async function joinSlices(files: readonly NamedFile[], path: string): Promise<NamedFile> {
  const { name, slices, missing } = orderSlices(files);
  const [first] = missing;
  if (first !== undefined) {
    throw new ImportFault('Unreadable', `Part ${first} of ${name} is missing. Upload all parts again.`);
  }
  for (const slice of slices) {
    await pipeline(createReadStream(slice.path), createWriteStream(path, { flags: 'a' }));
  }
  return { name, path };
}

async function isZip(path: string): Promise<boolean> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
  return ZIP_MAGICS.includes(buffer.toString('latin1', 0, bytesRead));
}
