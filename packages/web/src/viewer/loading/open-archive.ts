/** Offset of a file's header, and size of its content. */
interface ArchiveEntry {
  headerStart: number;
  size: number;
  nameBytes: number;
}

/** Reads the bytes from `start` up to `end`. */
export type ReadRange = (start: number, end: number, signal?: AbortSignal) => Promise<ArrayBuffer>;

/** Covers the directory of some five hundred tiles, and usually the first files to be read. */
const TAIL_BYTES = 64 * 1024;
/** Size of the end record without a comment. */
const END_BYTES = 22;
const LONG_LOCATOR_BYTES = 20;
const LONG_END_BYTES = 56;
const LOCAL_HEADER_BYTES = 30;
const SIGNATURES = { local: 0x04034b50, entry: 0x02014b50, end: 0x06054b50, longEnd: 0x06064b50 };
/** Marks a value that is stored as 64 bits elsewhere. */
const ZIP64_MARKER = 0xffff_ffff;
const LONG_EXTRA = 1;

/** Reads a file of an archive by its name. Throws when it is missing. */
export type ReadFile = (name: string, signal?: AbortSignal) => Promise<ArrayBuffer>;

/**
 * Opens an uncompressed ZIP, such as a tileset in one file: reads its end, and then each file with one request.
 * Throws when it is invalid. Format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3.12 to
 * 4.3.16.
 */
export async function openArchive(read: ReadRange, totalBytes: number): Promise<ReadFile> {
  const tailStart = Math.max(0, totalBytes - TAIL_BYTES);
  const tail = await read(tailStart, totalBytes);
  const readKnown: ReadRange = async (start, end, signal) =>
    start >= tailStart ? tail.slice(start - tailStart, end - tailStart) : read(start, end, signal);
  const { start, length } = findDirectory(new DataView(tail), tailStart);
  const entries = parseEntries(new DataView(await readKnown(start, start + length)));
  return async (name, signal) => {
    const entry = entries.get(name);
    if (!entry) throw new Error(`The tileset lacks ${name}.`);
    return readEntry(readKnown, entry, signal);
  };
}

/** Throws when the file does not match the directory. */
async function readEntry(
  read: ReadRange,
  { headerStart, size, nameBytes }: ArchiveEntry,
  signal?: AbortSignal,
): Promise<ArrayBuffer> {
  const contentStart = LOCAL_HEADER_BYTES + nameBytes;
  const bytes = await read(headerStart, headerStart + contentStart + size, signal);
  const header = new DataView(bytes);
  const isOurs =
    header.getUint32(0, true) === SIGNATURES.local &&
    header.getUint16(8, true) === 0 &&
    header.getUint16(26, true) === nameBytes &&
    header.getUint16(28, true) === 0;
  if (!isOurs) throw new Error('The tileset is damaged: a tile is not where its directory says.');
  return bytes.slice(contentStart);
}

function findDirectory(tail: DataView, tailStart: number): { start: number; length: number } {
  const end = tail.byteLength - END_BYTES;
  if (end < 0 || tail.getUint32(end, true) !== SIGNATURES.end) {
    throw new Error('The tileset is damaged: its directory is missing.');
  }
  const start = tail.getUint32(end + 16, true);
  if (start !== ZIP64_MARKER) return { start, length: tail.getUint32(end + 12, true) };
  const longEnd = Number(tail.getBigUint64(end - LONG_LOCATOR_BYTES + 8, true)) - tailStart;
  if (longEnd < 0 || longEnd + LONG_END_BYTES > end || tail.getUint32(longEnd, true) !== SIGNATURES.longEnd) {
    throw new Error('The tileset is damaged: its directory is missing.');
  }
  return {
    start: Number(tail.getBigUint64(longEnd + 48, true)),
    length: Number(tail.getBigUint64(longEnd + 40, true)),
  };
}

function parseEntries(directory: DataView): Map<string, ArchiveEntry> {
  const entries = new Map<string, ArchiveEntry>();
  for (let at = 0; at + 46 <= directory.byteLength; ) {
    if (directory.getUint32(at, true) !== SIGNATURES.entry) break;
    const nameBytes = directory.getUint16(at + 28, true);
    const extraBytes = directory.getUint16(at + 30, true);
    const commentBytes = directory.getUint16(at + 32, true);
    const name = new TextDecoder().decode(new Uint8Array(directory.buffer, at + 46, nameBytes));
    const offset = directory.getUint32(at + 42, true);
    const headerStart = offset === ZIP64_MARKER ? longOffset(directory, at + 46 + nameBytes) : offset;
    entries.set(name, { headerStart, size: directory.getUint32(at + 24, true), nameBytes });
    at += 46 + nameBytes + extraBytes + commentBytes;
  }
  return entries;
}

/** Sizes have 32 bits in these archives, so the offset is the only number in the extra field. */
function longOffset(directory: DataView, extra: number): number {
  if (directory.getUint16(extra, true) !== LONG_EXTRA) throw new Error('The tileset is damaged.');
  return Number(directory.getBigUint64(extra + 4, true));
}
