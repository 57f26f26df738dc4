import type { FileHandle } from 'node:fs/promises';
import { createIntegerReader, type ReadInteger } from '../metadata/read-integer.ts';

/** A directory (IFD) of a TIFF: what it says of one of its pictures. */
export interface TiffDirectory {
  width?: number;
  height?: number;
  compression?: number;
  photometric?: number;
  make?: string;
  isDng: boolean;
  /** Strips or tiles: offset and size in bytes; the first million of them. */
  data: { offset: number; bytes: number }[];
}

interface Structure {
  file: FileHandle;
  readInteger: ReadInteger;
  /** BigTIFF: offsets of 8 bytes (https://www.awaresystems.be/imaging/tiff/bigtiff.html). */
  big: boolean;
}

interface Entry {
  tag: number;
  type: number;
  count: number;
  /** The value, or its offset in the file. */
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
/** Real files have a few; hostile ones may point in circles. */
const MAX_DIRECTORIES = 24;
const MAX_ENTRIES = 1024;
const MAX_VALUE_BYTES = 64;
const MAX_STRIPS = 1_000_000;

/**
 * Reads the directories of a TIFF or BigTIFF: the chained ones and their sub-directories, where raw formats have the
 * sensor's data. What can't be read is left out.
 */
export async function readTiffDirectories(file: FileHandle): Promise<TiffDirectory[]> {
  const header = await readAt(file, 0, 16);
  const readInteger = createIntegerReader(header[0] === 0x49);
  const structure = { file, readInteger, big: readInteger(header, 2, 2) === 43 };
  const waiting = [structure.big ? readInteger(header, 8, 8) : readInteger(header, 4, 4)];
  const seen = new Set<number>();
  const found: TiffDirectory[] = [];
  for (const offset of waiting) {
    if (offset === 0 || seen.has(offset) || seen.size >= MAX_DIRECTORIES) continue;
    seen.add(offset);
    const { entries, next } = await readDirectory(structure, offset);
    const below = entries.find(({ tag }) => tag === TAGS.subDirectories);
    waiting.push(...(below ? await readNumbers(structure, below) : []), next);
    if (entries.length > 0) found.push(await describe(structure, entries));
  }
  return found;
}

async function readDirectory({ file, readInteger, big }: Structure, offset: number) {
  const [countBytes, entryBytes, offsetBytes] = big ? [8, 20, 8] : [2, 12, 4];
  const count = readInteger(await readAt(file, offset, countBytes), 0, countBytes);
  if (count === 0 || count > MAX_ENTRIES) return { entries: [], next: 0 };
  const bytes = await readAt(file, offset + countBytes, count * entryBytes + offsetBytes);
  const entries = Array.from({ length: count }, (_, index): Entry => {
    const at = index * entryBytes;
    return {
      tag: readInteger(bytes, at, 2),
      type: readInteger(bytes, at + 2, 2),
      count: readInteger(bytes, at + 4, big ? 8 : 4),
      value: bytes.subarray(at + entryBytes - offsetBytes, at + entryBytes),
    };
  });
  return { entries, next: readInteger(bytes, count * entryBytes, offsetBytes) };
}

async function describe(structure: Structure, entries: Entry[]): Promise<TiffDirectory> {
  const one = async (tag: number) => {
    const entry = entries.find((candidate) => candidate.tag === tag);
    return entry && (await readNumbers(structure, entry))[0];
  };
  const make = entries.find(({ tag }) => tag === TAGS.make);
  return {
    width: await one(TAGS.width),
    height: await one(TAGS.height),
    compression: await one(TAGS.compression),
    photometric: await one(TAGS.photometric),
    make: make && (await readValue(structure, make)).toString('latin1').replace(/\0.*$/s, ''),
    isDng: entries.some(({ tag }) => tag === TAGS.dngVersion),
    data: await locateData(structure, entries),
  };
}

async function locateData(structure: Structure, entries: Entry[]): Promise<TiffDirectory['data']> {
  const all = async (...tags: number[]) => {
    const entry = entries.find(({ tag }) => tags.includes(tag));
    return entry ? readNumbers(structure, entry, MAX_STRIPS * (TYPE_BYTES[entry.type] ?? 0)) : [];
  };
  const offsets = await all(TAGS.stripOffsets, TAGS.tileOffsets);
  const bytes = await all(TAGS.stripBytes, TAGS.tileBytes);
  return offsets.map((offset, index) => ({ offset, bytes: bytes[index] ?? 0 }));
}

async function readNumbers(
  structure: Structure,
  entry: Entry,
  maxBytes = MAX_VALUE_BYTES,
): Promise<number[]> {
  const size = TYPE_BYTES[entry.type] ?? 0;
  const bytes = await readValue(structure, entry, maxBytes);
  if (size === 0) return [];
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, index) =>
    structure.readInteger(bytes, index * size, size),
  );
}

/** The bytes of a value; of a long one the first `maxBytes`. */
async function readValue(
  { file, readInteger }: Structure,
  entry: Entry,
  maxBytes = MAX_VALUE_BYTES,
): Promise<Buffer> {
  const bytes = Math.min((TYPE_BYTES[entry.type] ?? 0) * entry.count, maxBytes);
  if (bytes <= entry.value.length) return entry.value.subarray(0, bytes);
  return readAt(file, readInteger(entry.value, 0, entry.value.length), bytes);
}

/** Past the end of the file, zeros are read. */
async function readAt(file: FileHandle, offset: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes);
  if (Number.isSafeInteger(offset)) await file.read(buffer, 0, bytes, offset);
  return buffer;
}
