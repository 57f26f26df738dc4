import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { ImportFault } from '../import/import-fault.ts';

/** Limits of what is unpacked from all archives of one model. */
export interface UnpackBudget {
  bytesLeft: number;
  entriesLeft: number;
}

/** Whether a file is unpacked, by its name; others are checked all the same. */
export type Selection = (name: string) => boolean;

/** Largest compression ratio: text has 10, empty images have 100, ZIP bombs more than 1000. */
const MAX_RATIO = 200;
/** The ratio is not checked up to this size. */
const HARMLESS_BYTES = 32 * 1024 * 1024;
/** The type of file in Unix's mode bits, which ZIP keeps in the upper half of its attributes. */
const FILE_TYPE_MASK = 0xf000;
const PLAIN_TYPES = [0, 0x8000, 0x4000];
/** Files that archivers add. */
const JUNK = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|\._)/i;

/**
 * Unpacks an untrusted ZIP; returns the path of each file by its name in the archive. Files are written under numbers, so
 * names can't lead out of the folder. Throws an ImportFault for links, encryption, names that lead out of the archive, and
 * where the budget is exceeded, by the bytes that are really unpacked.
 */
export async function unpackZip(
  archive: { name: string; path: string },
  folder: string,
  { budget, isWanted = () => true }: { budget: UnpackBudget; isWanted?: Selection },
): Promise<Map<string, string>> {
  const archiveBytes = (await stat(archive.path)).size;
  const files = new Map<string, string>();
  const zip = await openZip(archive);
  try {
    if (zip.entryCount > budget.entriesLeft) throw tooMany(archive.name, 'files', budget.entriesLeft);
    const mostBytes = Math.min(budget.bytesLeft, Math.max(HARMLESS_BYTES, MAX_RATIO * archiveBytes));
    let leftBytes = mostBytes;
    for await (const entry of zip.eachEntry()) {
      const name = checkedName(archive.name, entry);
      budget.entriesLeft--;
      if (name === undefined || !isWanted(name)) continue;
      if (files.has(name))
        throw new ImportFault('Unreadable', `${archive.name} contains ${name} twice. Pack it again.`);
      const path = join(folder, `${files.size}`);
      const refuse = () => tooLarge(archive.name, mostBytes);
      leftBytes -= await writeEntry(zip, entry, { path, mostBytes: leftBytes, refuse });
      files.set(name, path);
    }
    budget.bytesLeft -= mostBytes - leftBytes;
    return files;
  } catch (error) {
    throw explained(archive.name, error);
  } finally {
    zip.close();
  }
}

async function openZip({ name, path }: { name: string; path: string }): Promise<ZipFile> {
  try {
    return await openPromise(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true });
  } catch (error) {
    throw explained(name, error);
  }
}

/** The name of an entry; undefined for folders and files that archivers add. */
function checkedName(archive: string, entry: Entry): string | undefined {
  const name = entry.fileName;
  const refuse = (what: string) =>
    new ImportFault('Unreadable', `${archive} ${what} (${name.slice(0, 80)}). Pack it again.`);
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE_MASK;
  if (!PLAIN_TYPES.includes(type)) throw refuse('contains a link or another special file');
  if (entry.isEncrypted()) throw refuse('is encrypted');
  if (!entry.canDecodeFileData())
    throw refuse('uses a compression method that is not supported, only Store and Deflate are');
  return name.endsWith('/') || JUNK.test(name) ? undefined : name;
}

/** Writes one file; returns its size, counted, because the size in the archive may be wrong. */
async function writeEntry(
  zip: ZipFile,
  entry: Entry,
  { path, mostBytes, refuse }: { path: string; mostBytes: number; refuse: () => ImportFault },
): Promise<number> {
  let bytes = 0;
  const count = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      bytes += chunk.length;
      if (bytes > mostBytes) done(refuse());
      else done(null, chunk);
    },
  });
  await pipeline(await zip.openReadStreamPromise(entry), count, createWriteStream(path));
  return bytes;
}

function tooMany(name: string, what: string, most: number): ImportFault {
  return new ImportFault(
    'TooLarge',
    `${name} contains more than ${most} ${what}. Export the model as fewer files.`,
  );
}

function tooLarge(name: string, mostBytes: number): ImportFault {
  const megabytes = Math.round(mostBytes / 1024 ** 2);
  return new ImportFault(
    'TooLarge',
    `The contents of ${name} are larger than the limit of ${megabytes} MiB. Export a smaller model.`,
  );
}

/** Errors of reading a damaged archive as an ImportFault; system errors stay as they are. */
function explained(name: string, error: unknown): unknown {
  const isSystemError = error instanceof Error && 'syscall' in error;
  if (error instanceof ImportFault || isSystemError || !(error instanceof Error)) return error;
  return new ImportFault('Unreadable', `${name} can't be unpacked: ${error.message}. Pack it again.`, {
    cause: error,
  });
}
