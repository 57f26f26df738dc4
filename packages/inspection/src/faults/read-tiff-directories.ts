import type { FileHandle } from 'node:fs/promises';

/** What a TIFF says of one of its pictures. */
export interface TiffDirectory {
  width?: number;
  height?: number;
  compression?: number;
  photometric?: number;
  make?: string;
  isDng: boolean;
  /** Where the strips or tiles lie in the file, in bytes; the first million of them. */
  data: { offset: number; bytes: number }[];
}

interface Layout {
  littleEndian: boolean;
  /** BigTIFF: offsets of 8 bytes (https://www.awaresystems.be/imaging/tiff/bigtiff.html). */
  big: boolean;
}

interface Entry {
  tag: number;
  type: number;
  count: number;
  /** The field that holds the value, or where it lies. */
  value: Buffer;
}

const TAGS = {
  width: 256,
  height: 257,
  compression: 259,
  photometric: 262,
  make: 271,
  subDirectories: 330,
  dngVersion: 50706,
  stripOffsets: 273,
  stripBytes: 279,
  tileOffsets: 324,
  tileBytes: 325,
};
/** Bytes of a value of each type (TIFF 6.0, section 2). */
const TYPE_BYTES: Record<number, number> = { 1: 1, 2: 1, 3: 2, 4: 4, 7: 1, 13: 4, 16: 8, 18: 8 };
/** Real files have a handful; a hostile one can point in circles. */
const MAX_DIRECTORIES = 24;
const MAX_ENTRIES = 1024;
const MAX_VALUE_BYTES = 64;
const MAX_STRIPS = 1_000_000;

/**
 * Reads the directories of a TIFF or BigTIFF: the chained ones and those below them, where raw photos keep the
 * sensor's picture. What can't be read is left out.
 */
export async function readTiffDirectories(file: FileHandle): Promise<TiffDirectory[]> {
  const header = await readAt(file, 0, 16);
  const layout = { littleEndian: header[0] === 0x49, big: number(header, 2, 2, header[0] === 0x49) === 43 };
  const first = layout.big
    ? number(header, 8, 8, layout.littleEndian)
    : number(header, 4, 4, layout.littleEndian);
  const waiting = [first];
  const seen = new Set<number>();
  const found: TiffDirectory[] = [];
  for (const offset of waiting) {
    if (offset === 0 || seen.has(offset) || seen.size >= MAX_DIRECTORIES) continue;
    seen.add(offset);
    const { entries, next } = await readDirectory(file, offset, layout);
    const below = entries.find(({ tag }) => tag === TAGS.subDirectories);
    waiting.push(...(below ? await readNumbers(file, below, layout) : []), next);
    if (entries.length > 0) found.push(await describe(file, entries, layout));
  }
  return found;
}

async function readDirectory(file: FileHandle, offset: number, { littleEndian, big }: Layout) {
  const [countBytes, entryBytes, offsetBytes] = big ? [8, 20, 8] : [2, 12, 4];
  const count = number(await readAt(file, offset, countBytes), 0, countBytes, littleEndian);
  if (count === 0 || count > MAX_ENTRIES) return { entries: [], next: 0 };
  const bytes = await readAt(file, offset + countBytes, count * entryBytes + offsetBytes);
  const entries = Array.from({ length: count }, (_, index): Entry => {
    const at = index * entryBytes;
    return {
      tag: number(bytes, at, 2, littleEndian),
      type: number(bytes, at + 2, 2, littleEndian),
      count: number(bytes, at + 4, big ? 8 : 4, littleEndian),
      value: bytes.subarray(at + entryBytes - offsetBytes, at + entryBytes),
    };
  });
  return { entries, next: number(bytes, count * entryBytes, offsetBytes, littleEndian) };
}

async function describe(file: FileHandle, entries: Entry[], layout: Layout): Promise<TiffDirectory> {
  const one = async (tag: number) => {
    const entry = entries.find((candidate) => candidate.tag === tag);
    return entry && (await readNumbers(file, entry, layout))[0];
  };
  const make = entries.find(({ tag }) => tag === TAGS.make);
  return {
    width: await one(TAGS.width),
    height: await one(TAGS.height),
    compression: await one(TAGS.compression),
    photometric: await one(TAGS.photometric),
    make: make && (await readValue(file, make, layout)).toString('latin1').replace(/\0.*$/s, ''),
    isDng: entries.some(({ tag }) => tag === TAGS.dngVersion),
    data: await locateData(file, entries, layout),
  };
}

async function locateData(
  file: FileHandle,
  entries: Entry[],
  layout: Layout,
): Promise<TiffDirectory['data']> {
  const all = async (...tags: number[]) => {
    const entry = entries.find(({ tag }) => tags.includes(tag));
    return entry ? readNumbers(file, entry, layout, MAX_STRIPS * (TYPE_BYTES[entry.type] ?? 0)) : [];
  };
  const offsets = await all(TAGS.stripOffsets, TAGS.tileOffsets);
  const bytes = await all(TAGS.stripBytes, TAGS.tileBytes);
  return offsets.map((offset, index) => ({ offset, bytes: bytes[index] ?? 0 }));
}

async function readNumbers(
  file: FileHandle,
  entry: Entry,
  layout: Layout,
  maxBytes = MAX_VALUE_BYTES,
): Promise<number[]> {
  const size = TYPE_BYTES[entry.type] ?? 0;
  const bytes = await readValue(file, entry, layout, maxBytes);
  if (size === 0) return [];
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, index) =>
    number(bytes, index * size, size, layout.littleEndian),
  );
}

/** The bytes of a value, of long ones the beginning. */
async function readValue(
  file: FileHandle,
  entry: Entry,
  { littleEndian }: Layout,
  maxBytes = MAX_VALUE_BYTES,
): Promise<Buffer> {
  const bytes = Math.min((TYPE_BYTES[entry.type] ?? 0) * entry.count, maxBytes);
  if (bytes <= entry.value.length) return entry.value.subarray(0, bytes);
  return readAt(file, number(entry.value, 0, entry.value.length, littleEndian), bytes);
}

/** What lies past the end of the file reads as zeros. */
async function readAt(file: FileHandle, offset: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes);
  if (Number.isSafeInteger(offset)) await file.read(buffer, 0, bytes, offset);
  return buffer;
}

function number(bytes: Buffer, offset: number, size: number, littleEndian: boolean): number {
  if (size < 8) return littleEndian ? bytes.readUIntLE(offset, size) : bytes.readUIntBE(offset, size);
  return Number(littleEndian ? bytes.readBigUInt64LE(offset) : bytes.readBigUInt64BE(offset));
}
