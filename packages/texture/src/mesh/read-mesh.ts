import { readFile } from 'node:fs/promises';
import type { Mesh } from './mesh.ts';

/** The scalar types of the PLY format, old and new names, with their sizes and readers. */
const SCALARS: Record<string, { bytes: number; read: (view: DataView, at: number) => number }> = {
  char: { bytes: 1, read: (view, at) => view.getInt8(at) },
  uchar: { bytes: 1, read: (view, at) => view.getUint8(at) },
  short: { bytes: 2, read: (view, at) => view.getInt16(at, true) },
  ushort: { bytes: 2, read: (view, at) => view.getUint16(at, true) },
  int: { bytes: 4, read: (view, at) => view.getInt32(at, true) },
  uint: { bytes: 4, read: (view, at) => view.getUint32(at, true) },
  float: { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  double: { bytes: 8, read: (view, at) => view.getFloat64(at, true) },
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
/** A header is some hundred bytes; whatever has none in here is not a PLY file. */
const MAX_HEADER_BYTES = 65_536;

type Scalar = (typeof SCALARS)[string];

interface Property {
  name: string;
  scalar: Scalar;
  /** Set for lists: the type of the length that goes before the values. */
  lengthScalar?: Scalar;
}

interface Element {
  name: string;
  count: number;
  properties: Property[];
}

/**
 * Reads a mesh of triangles from a binary little-endian PLY such as `poisson_mesher` writes; other properties than
 * positions and faces are skipped. Throws an Error that names the file when it is something else or truncated.
 */
export async function readMesh(path: string): Promise<Mesh> {
  try {
    return parseMesh(await readFile(path));
  } catch (cause) {
    throw new Error(`cannot read the mesh ${path}: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
}

function parseMesh(bytes: Uint8Array): Mesh {
  const { elements, headerBytes } = parseHeader(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let positions = new Float32Array();
  let indices = new Uint32Array();
  let offset = headerBytes;
  for (const element of elements) {
    if (element.count > bytes.length)
      throw new Error(`${element.count} ${element.name} records do not fit into the file`);
    if (element.name === 'vertex') positions = new Float32Array(3 * element.count);
    if (element.name === 'face') indices = new Uint32Array(3 * element.count);
    for (let i = 0; i < element.count; i++) {
      for (const property of element.properties) {
        offset = readProperty(view, offset, property, (value, valueIndex, length) => {
          const axis = element.name === 'vertex' ? ['x', 'y', 'z'].indexOf(property.name) : -1;
          if (axis >= 0) positions[3 * i + axis] = value;
          if (element.name !== 'face' || !property.lengthScalar) return;
          if (length !== 3) throw new Error(`face ${i} has ${length} corners, not 3`);
          indices[3 * i + valueIndex] = value;
        });
      }
    }
  }
  const vertexCount = positions.length / 3;
  if (indices.some((vertex) => vertex >= vertexCount))
    throw new Error('a face refers to a vertex that does not exist');
  return { positions, indices };
}

function readProperty(
  view: DataView,
  offset: number,
  { scalar, lengthScalar }: Property,
  take: (value: number, valueIndex: number, length: number) => void,
): number {
  const length = lengthScalar ? lengthScalar.read(view, offset) : 1;
  let at = offset + (lengthScalar?.bytes ?? 0);
  for (let i = 0; i < length; i++, at += scalar.bytes) take(scalar.read(view, at), i, length);
  return at;
}

function parseHeader(bytes: Uint8Array): { elements: Element[]; headerBytes: number } {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, MAX_HEADER_BYTES));
  const end = /^end_header\r?\n/m.exec(text);
  if (!text.startsWith('ply') || !end) throw new Error('not a PLY file');
  const elements: Element[] = [];
  for (const line of text.slice(0, end.index).split(/\r?\n/)) {
    const [keyword, ...words] = line.trim().split(/\s+/);
    if (keyword === 'format' && words[0] !== 'binary_little_endian')
      throw new Error(`PLY format ${words[0]} is not supported`);
    if (keyword === 'element')
      elements.push({ name: words[0] ?? '', count: Number(words[1]), properties: [] });
    if (keyword === 'property') elements.at(-1)?.properties.push(parseProperty(words));
  }
  return { elements, headerBytes: end.index + end[0].length };
}

function parseProperty(words: string[]): Property {
  if (words[0] === 'list') {
    return { name: words[3] ?? '', scalar: scalarOf(words[2]), lengthScalar: scalarOf(words[1]) };
  }
  return { name: words[1] ?? '', scalar: scalarOf(words[0]) };
}

function scalarOf(name = ''): Scalar {
  const scalar = SCALARS[NEWER_NAMES[name] ?? name];
  if (!scalar) throw new Error(`unknown PLY type ${name}`);
  return scalar;
}
