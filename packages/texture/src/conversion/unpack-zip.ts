import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { ImportFault } from '../import/import-fault.ts';

/** How much may come out of the archives of one model, in all. */
export interface UnpackBudget {
  bytesLeft: number;
  entriesLeft: number;
}

/** Says by its name whether a file is wanted; the others stay packed, but are checked all the same. */
export type Selection = (name: string) => boolean;

/** Text shrinks to a tenth, empty pictures to a hundredth; a bomb to a thousandth and beyond. */
const MAX_RATIO = 200;
/** Small archives of nothing but zeros do no harm. */
const HARMLESS_BYTES = 32 * 1024 * 1024;
/** The type of file in Unix's mode bits, which ZIP keeps in the upper half of its attributes. */
const FILE_TYPE_MASK = 0xf000;
const PLAIN_TYPES = [0, 0x8000, 0x4000];
/** What packers add of their own. */
const JUNK = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|\._)/i;

/**
 * Unpacks a ZIP that nobody vouches for; gives where each file lies, by its name in the archive. Files are written
 * under numbers, so no name leads anywhere. Throws an ImportFault for links, encryption, names that lead outside,
 * and for more than the budget allows, counted on what really comes out.
 */
export async function unpackZip(
  archive: { name: string; path: string },
  folder: string,
  budget: UnpackBudget,
  isWanted: Selection = () => true,
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
        throw new ImportFault('Unreadable', `${archive.name} holds ${name} twice. Pack it anew.`);
      const path = join(folder, `${files.size}`);
      leftBytes -= await writeEntry(zip, entry, path, () => tooLarge(archive.name, mostBytes), leftBytes);
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

/** The name of an entry that is a file worth having; undefined for folders and what packers add. */
function checkedName(archive: string, entry: Entry): string | undefined {
  const name = entry.fileName;
  const refuse = (what: string) =>
    new ImportFault('Unreadable', `${archive} ${what} (${name.slice(0, 80)}). Pack it anew.`);
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE_MASK;
  if (!PLAIN_TYPES.includes(type)) throw refuse('holds a link or another special file');
  if (entry.isEncrypted()) throw refuse('is encrypted');
  if (!entry.canDecodeFileData())
    throw refuse('is packed with a method that is not read here, only Store and Deflate are');
  return name.endsWith('/') || JUNK.test(name) ? undefined : name;
}

/** Writes one file; gives its size. What it says of its size is not believed. */
async function writeEntry(
  zip: ZipFile,
  entry: Entry,
  path: string,
  refuse: () => ImportFault,
  mostBytes: number,
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
    `${name} holds more than ${most} ${what}. Export the model as fewer files.`,
  );
}

function tooLarge(name: string, mostBytes: number): ImportFault {
  const megabytes = Math.round(mostBytes / 1024 ** 2);
  return new ImportFault(
    'TooLarge',
    `What is in ${name} is larger than ${megabytes} MiB, the most that is unpacked of it. Export a smaller model.`,
  );
}

/** What the reader says of a damaged archive, as a fault of the archive; system errors stay what they are. */
function explained(name: string, error: unknown): unknown {
  const isSystemError = error instanceof Error && 'syscall' in error;
  if (error instanceof ImportFault || isSystemError || !(error instanceof Error)) return error;
  return new ImportFault('Unreadable', `${name} can't be unpacked: ${error.message}. Pack it anew.`, {
    cause: error,
  });
}
