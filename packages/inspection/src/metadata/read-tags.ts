import type { ByteSource } from './byte-source.ts';
import { MAX_XMP_BYTES } from './find-metadata-blocks.ts';
import { createIntegerReader, type ReadInteger } from './read-integer.ts';

/** The value of a tag: text, bytes, or numbers. */
export type TagValue = string | Buffer | number[];

/** Tags of the directories (IFDs) of a TIFF structure, by number. */
export interface Tags {
  main: ReadonlyMap<number, TagValue>;
  exif: ReadonlyMap<number, TagValue>;
  gps: ReadonlyMap<number, TagValue>;
}

interface Structure {
  source: ByteSource;
  littleEndian: boolean;
  readInteger: ReadInteger;
  /** BigTIFF: counts and offsets have 8 bytes in place of 4 (https://www.awaresystems.be/imaging/tiff/bigtiff.html). */
  big: boolean;
}

/** Bytes of one value by the number of its type (TIFF 6.0, section 2; 13, 16 to 18: IFD and BigTIFF's). */
const SIZES: ReadonlyMap<number, number> = new Map([
  [1, 1],
  [2, 1],
  [3, 2],
  [4, 4],
  [5, 8],
  [6, 1],
  [7, 1],
  [8, 2],
  [9, 4],
  [10, 8],
  [11, 4],
  [12, 8],
  [13, 4],
  [16, 8],
  [17, 8],
  [18, 8],
]);
const XMP_TAG = 0x2bc;
const EXIF_DIRECTORY = 0x8769;
const GPS_DIRECTORY = 0x8825;
/** Cameras write up to about 80 tags to a directory. */
const MAX_ENTRIES = 1000;
/** Longer values of text or numbers are left out: no tag that is read is longer. */
const MAX_VALUE_BYTES = 4096;

/**
 * Reads those tags of a TIFF structure whose numbers are in `wanted` (TIFF 6.0, BigTIFF; CIPA DC-008 for EXIF).
 * Truncated tags and tags of implausible length are left out; work and memory are bounded.
 */
export async function readTags(source: ByteSource, wanted: ReadonlySet<number>): Promise<Tags> {
  const none: Tags = { main: new Map(), exif: new Map(), gps: new Map() };
  const head = await source.read(0, 16);
  if (head.length < 8) return none;
  const littleEndian = head.toString('latin1', 0, 2) === 'II';
  const readInteger = createIntegerReader(littleEndian);
  const big = readInteger(head, 2, 2) === 43;
  if (big && head.length < 16) return none;
  const structure = { source, littleEndian, readInteger, big };
  const main = await readDirectory(
    structure,
    big ? readInteger(head, 8, 8) : readInteger(head, 4, 4),
    wanted,
  );
  const below = async (directory: number) => {
    const [offset] = numbersOf(main.get(directory));
    return offset === undefined ? none.exif : readDirectory(structure, offset, wanted);
  };
  return { main, exif: await below(EXIF_DIRECTORY), gps: await below(GPS_DIRECTORY) };
}

/** The numbers of a value; empty for text and absent values. */
export function numbersOf(value: TagValue | undefined): number[] {
  if (Buffer.isBuffer(value)) return [...value];
  return Array.isArray(value) ? value : [];
}

async function readDirectory(
  { source, littleEndian, readInteger, big }: Structure,
  offset: number,
  wanted: ReadonlySet<number>,
): Promise<Map<number, TagValue>> {
  const countBytes = big ? 8 : 2;
  const entryBytes = big ? 20 : 12;
  const valueBytes = big ? 8 : 4;
  const start = await source.read(offset, countBytes);
  const tags = new Map<number, TagValue>();
  if (start.length < countBytes) return tags;
  const count = Math.min(readInteger(start, 0, countBytes), MAX_ENTRIES);
  const entries = await source.read(offset + countBytes, count * entryBytes);
  for (let at = 0; at + entryBytes <= entries.length; at += entryBytes) {
    const tag = readInteger(entries, at, 2);
    if (!isWanted(tag, wanted) || tags.has(tag)) continue;
    const type = readInteger(entries, at + 2, 2);
    const length = (SIZES.get(type) ?? 0) * readInteger(entries, at + 4, valueBytes);
    if (length === 0 || length > (tag === XMP_TAG ? MAX_XMP_BYTES : MAX_VALUE_BYTES)) continue;
    const inline = at + entryBytes - valueBytes;
    const value =
      length <= valueBytes
        ? entries.subarray(inline, inline + length)
        : await source.read(readInteger(entries, inline, valueBytes), length);
    if (value.length === length) tags.set(tag, decode(value, type, littleEndian));
  }
  return tags;
}

function isWanted(tag: number, wanted: ReadonlySet<number>): boolean {
  return wanted.has(tag) || tag === EXIF_DIRECTORY || tag === GPS_DIRECTORY || tag === XMP_TAG;
}

function decode(value: Buffer, type: number, littleEndian: boolean): TagValue {
  if (type === 2) return value.toString('utf8');
  if (type === 1 || type === 7) return value;
  const size = SIZES.get(type) ?? 1;
  const numbers: number[] = [];
  for (let at = 0; at < value.length; at += size) {
    numbers.push(decodeNumber(value.subarray(at, at + size), type, littleEndian));
  }
  return numbers;
}

function decodeNumber(value: Buffer, type: number, littleEndian: boolean): number {
  const view = new DataView(value.buffer, value.byteOffset);
  if (type === 5) return view.getUint32(0, littleEndian) / view.getUint32(4, littleEndian);
  if (type === 10) return view.getInt32(0, littleEndian) / view.getInt32(4, littleEndian);
  if (type === 11) return view.getFloat32(0, littleEndian);
  if (type === 12) return view.getFloat64(0, littleEndian);
  if (type === 6) return view.getInt8(0);
  if (type === 8) return view.getInt16(0, littleEndian);
  if (type === 9) return view.getInt32(0, littleEndian);
  return createIntegerReader(littleEndian)(value, 0, SIZES.get(type) ?? 1);
}
