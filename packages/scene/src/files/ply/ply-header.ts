import type { FileCursor } from '../file-cursor.ts';

/** A scalar type of the PLY format: its size, and how a value is read. */
export interface PlyScalar {
  bytes: number;
  read: (view: DataView, at: number, littleEndian: boolean) => number;
}

/** A value, or a list of values, of each record of an element. */
export interface PlyProperty {
  name: string;
  scalar: PlyScalar;
  /** Of lists: the type of the length that precedes the values. */
  lengthScalar?: PlyScalar;
}

/** A table of the file, such as `vertex` or `face`. */
export interface PlyElement {
  name: string;
  count: number;
  properties: PlyProperty[];
}

/** The header of a PLY file. */
export interface PlyHeader {
  format: 'ascii' | 'binary_little_endian' | 'binary_big_endian';
  elements: PlyElement[];
}

const SCALARS: Record<string, PlyScalar> = {
  char: { bytes: 1, read: (view, at) => view.getInt8(at) },
  uchar: { bytes: 1, read: (view, at) => view.getUint8(at) },
  short: { bytes: 2, read: (view, at, littleEndian) => view.getInt16(at, littleEndian) },
  ushort: { bytes: 2, read: (view, at, littleEndian) => view.getUint16(at, littleEndian) },
  int: { bytes: 4, read: (view, at, littleEndian) => view.getInt32(at, littleEndian) },
  uint: { bytes: 4, read: (view, at, littleEndian) => view.getUint32(at, littleEndian) },
  float: { bytes: 4, read: (view, at, littleEndian) => view.getFloat32(at, littleEndian) },
  double: { bytes: 8, read: (view, at, littleEndian) => view.getFloat64(at, littleEndian) },
};
const NEWER_NAMES: Record<string, string> = {
  int8: 'char',
  uint8: 'uchar',
  int16: 'short',
  uint16: 'ushort',
  int32: 'int',
  uint32: 'uint',
  float32: 'float',
  float64: 'double',
};
/** Headers have some tens of lines; a file without `end_header` in this many is not a PLY file. */
const MAX_HEADER_LINES = 1000;
const FORMATS = ['ascii', 'binary_little_endian', 'binary_big_endian'] as const;

/** Reads the header of a PLY file; the cursor is then at the first record. Throws where the file is not a PLY file. */
export function readPlyHeader(cursor: FileCursor): PlyHeader {
  if (cursor.sizeBytes < 4 || cursor.takeText(4).trimEnd() !== 'ply') throw new Error('not a PLY file');
  const elements: PlyElement[] = [];
  let format: PlyHeader['format'] | undefined;
  for (let lines = 0; lines < MAX_HEADER_LINES; lines++) {
    const line = cursor.takeLine();
    const [keyword, ...words] = (line ?? 'end').trim().split(/\s+/);
    if (line === undefined) break;
    if (keyword === 'format') format = formatOf(words[0]);
    if (keyword === 'element') elements.push(elementOf(words));
    if (keyword === 'property') elements.at(-1)?.properties.push(propertyOf(words));
    if (keyword !== 'end_header') continue;
    if (!format) throw new Error('its header has no format line');
    return { format, elements };
  }
  throw new Error('its header has no end');
}

function formatOf(name = ''): PlyHeader['format'] {
  const format = FORMATS.find((known) => known === name);
  if (!format) throw new Error(`PLY format ${name} is not supported`);
  return format;
}

function elementOf([name = '', number]: string[]): PlyElement {
  const count = Number(number);
  if (!Number.isSafeInteger(count) || count < 0)
    throw new Error(`${number} is not a valid count of ${name} records`);
  return { name, count, properties: [] };
}

function propertyOf(words: string[]): PlyProperty {
  if (words[0] === 'list') {
    return { name: words[3] ?? '', scalar: scalarOf(words[2]), lengthScalar: scalarOf(words[1]) };
  }
  return { name: words[1] ?? '', scalar: scalarOf(words[0]) };
}

function scalarOf(name = ''): PlyScalar {
  const scalar = SCALARS[NEWER_NAMES[name] ?? name];
  if (!scalar) throw new Error(`unknown PLY type ${name}`);
  return scalar;
}
