import { FileCursor, FileEnded } from '../file-cursor.ts';
import { type PlyElement, type PlyHeader, type PlyProperty, readPlyHeader } from './ply-header.ts';

/**
 * Receives one record: the scalar properties in `scalars` and the list properties in `lists`, both by the index of
 * the property within its element. Both are reused for the next record.
 */
export type PlyVisitor = (scalars: Float64Array, lists: number[][], index: number) => void;

/** No face has more corners. */
const MAX_LIST_LENGTH = 65_535;

/** Reads the header only. Throws where the file is not a PLY file. */
export function peekPlyHeader(path: string): PlyHeader {
  using cursor = new FileCursor(path);
  return readPlyHeader(cursor);
}

/**
 * Reads a PLY file of any size, ASCII or binary, record by record. `visit` gives the visitor of each element; records
 * without a visitor are skipped. Throws an Error where the file is not a PLY file or is truncated.
 */
export function readPly(path: string, visit: (element: PlyElement) => PlyVisitor | undefined): void {
  using cursor = new FileCursor(path);
  const { format, elements } = readPlyHeader(cursor);
  for (const element of elements) {
    if (element.count * leastBytes(element, format) > cursor.remainingBytes) {
      throw new Error(`${element.count} ${element.name} records do not fit into the file: it is truncated`);
    }
    const readRecord =
      format === 'ascii'
        ? asciiReader(cursor, element)
        : binaryReader(cursor, element, format === 'binary_little_endian');
    const scalars = new Float64Array(element.properties.length);
    const lists: number[][] = element.properties.map(() => []);
    const visitor = visit(element);
    for (let index = 0; index < element.count; index++) {
      readRecord(scalars, lists);
      visitor?.(scalars, lists, index);
    }
  }
}

/** The index of the first property with one of these names; -1 where there is none. */
export function columnOf({ properties }: PlyElement, ...names: string[]): number {
  return properties.findIndex(({ name }) => names.includes(name));
}

function leastBytes({ properties }: PlyElement, format: PlyHeader['format']): number {
  // A value in ASCII is a digit and a space at least; the last line needs no end.
  if (format === 'ascii') return 2 * properties.length - 1;
  return properties.reduce((sum, { scalar, lengthScalar }) => sum + (lengthScalar ?? scalar).bytes, 0);
}

function binaryReader(cursor: FileCursor, { properties }: PlyElement, littleEndian: boolean) {
  return (scalars: Float64Array, lists: number[][]) => {
    for (const [number, { scalar, lengthScalar }] of properties.entries()) {
      if (!lengthScalar) {
        const at = cursor.take(scalar.bytes);
        scalars[number] = scalar.read(cursor.view, at, littleEndian);
        continue;
      }
      const lengthAt = cursor.take(lengthScalar.bytes);
      const length = checkedLength(lengthScalar.read(cursor.view, lengthAt, littleEndian));
      const at = cursor.take(length * scalar.bytes);
      const list = lists[number]!;
      list.length = length;
      for (let i = 0; i < length; i++) {
        list[i] = scalar.read(cursor.view, at + i * scalar.bytes, littleEndian);
      }
    }
  };
}

function asciiReader(cursor: FileCursor, { properties, name }: PlyElement) {
  return (scalars: Float64Array, lists: number[][]) => {
    const line = cursor.takeLine();
    if (line === undefined) throw new FileEnded(`the list of ${name} records`);
    const words = line.trim().split(/\s+/);
    let next = 0;
    const takeNumber = (property: PlyProperty) => {
      const value = Number(words[next++] ?? 'missing');
      // Structured scans have NaN where nothing was measured.
      if (Number.isNaN(value) && !/^[+-]?nan/i.test(words[next - 1] ?? '')) {
        throw new Error(`the ${property.name} of a ${name} is not a number: “${line.slice(0, 80)}”`);
      }
      return value;
    };
    for (const [number, property] of properties.entries()) {
      if (!property.lengthScalar) {
        scalars[number] = takeNumber(property);
        continue;
      }
      const length = checkedLength(takeNumber(property));
      lists[number] = Array.from({ length }, () => takeNumber(property));
    }
  };
}

function checkedLength(length: number): number {
  if (length >= 0 && length <= MAX_LIST_LENGTH) return length;
  throw new Error(`a list of ${length} values is too long`);
}
