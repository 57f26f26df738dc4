import { closeSync, openSync, writeSync } from 'node:fs';
import { apply, type Similarity, transformPoint } from '@tiepoint/scene';
import {
  columnOf,
  encodePlyHeader,
  type PlyElement,
  PlyPointWriter,
  type PlyVisitor,
  peekPlyHeader,
  readPly,
} from '@tiepoint/scene/files';
import { movePart, type Placement } from '../glb/write-glb.ts';
import type { OrientedPoints } from './orient-points.ts';
import type { TellOfPlace } from './stray-points.ts';

const POSITION = ['x', 'y', 'z'];
const NORMAL = ['nx', 'ny', 'nz'];
const COLOR = ['red', 'green', 'blue'];
const NONE = new Uint32Array();

/**
 * Reads a cloud with normals and colours, such as `stereo_fusion` writes, of any size: every n-th point, so that at
 * most `maxPoints` come. Throws an Error when it is something else or truncated.
 */
export function readDensePoints(path: string, maxPoints: number): OrientedPoints {
  const count = countOf(path);
  const step = Math.max(1, Math.ceil(count / maxPoints));
  const kept = Math.ceil(count / step);
  const points = {
    count: kept,
    positions: new Float32Array(3 * kept),
    normals: new Float32Array(3 * kept),
    colours: new Uint8Array(3 * kept),
  };
  readPly(path, (element) =>
    visitPoints(element, (row, index) => {
      if (index % step !== 0) return;
      const at = 3 * (index / step);
      points.positions.set(row.subarray(0, 3), at);
      points.normals.set(row.subarray(3, 6), at);
      points.colours.set(row.subarray(6), at);
    }),
  );
  return points;
}

/** Such a cloud, and which of its points are wanted, told of places in the file's own coordinates. */
export interface CloudPart {
  path: string;
  keep?: TellOfPlace;
}

/**
 * Copies the points that are wanted of such clouds into one, moved as their sparse model was; memory stays small however
 * large they are. Gives the number of points.
 */
export function moveDensePoints(
  parts: readonly CloudPart[],
  outputPath: string,
  newFromOld: Similarity | undefined,
): number {
  return copyPoints(parts, outputPath, (row) => (newFromOld ? moved(row, newFromOld) : row));
}

/** Copies such a cloud with more points after its own. Gives the number of all points. */
export function appendPoints(inputPath: string, outputPath: string, more: OrientedPoints): number {
  return copyPoints([{ path: inputPath }], outputPath, (row) => row, { more });
}

/** Copies such a cloud into other coordinates, with lines for the header. */
export function placeDensePoints(
  inputPath: string,
  outputPath: string,
  placement: Placement,
  comments: readonly string[],
): number {
  return copyPoints([{ path: inputPath }], outputPath, (row) => placed(row, placement), { comments });
}

interface CopyOptions {
  comments?: readonly string[];
  /** Points that follow. */
  more?: OrientedPoints;
}

function copyPoints(
  parts: readonly CloudPart[],
  outputPath: string,
  move: (row: Float64Array) => Float64Array,
  { comments = [], more }: CopyOptions = {},
): number {
  const most = parts.reduce((sum, { path }) => sum + countOf(path), more?.count ?? 0);
  const file = openSync(outputPath, 'w');
  try {
    writeSync(file, paddedHeader(0, most, comments));
    const writer = new PlyPointWriter(file, { normals: true });
    for (const { path, keep = () => true } of parts) {
      readPly(path, (element) =>
        visitPoints(element, (row) => {
          if (keep(row[0]!, row[1]!, row[2]!)) writer.add(move(row));
        }),
      );
    }
    for (let point = 0; more && point < more.count; point++) writer.add(rowOf(more, point));
    writer.flush();
    writeSync(file, paddedHeader(writer.points, most, comments), 0, null, 0);
    return writer.points;
  } finally {
    closeSync(file);
  }
}

function countOf(path: string): number {
  return peekPlyHeader(path).elements.find(({ name }) => name === 'vertex')?.count ?? 0;
}

/** Of the same length for each number of points up to the most: the number is known when they have been written. */
function paddedHeader(count: number, most: number, comments: readonly string[]): Uint8Array {
  const padding = ' '.repeat(`${most}`.length - `${count}`.length);
  return encodePlyHeader(count, { normals: true, comments: [...comments, padding] });
}

/** Visits points as rows of position, normal and colour: nine numbers. */
function visitPoints(
  element: PlyElement,
  visit: (row: Float64Array, index: number) => void,
): PlyVisitor | undefined {
  if (element.name !== 'vertex') return undefined;
  const columns = [...POSITION, ...NORMAL, ...COLOR].map((name) => columnOf(element, name));
  if (columns.some((column) => column < 0)) throw new Error('its points have no normals or no colours');
  const row = new Float64Array(columns.length);
  return (scalars, _lists, index) => {
    columns.forEach((column, at) => {
      row[at] = scalars[column]!;
    });
    visit(row, index);
  };
}

function rowOf({ positions, normals, colours }: OrientedPoints, point: number): Float64Array {
  const [from, to] = [3 * point, 3 * point + 3];
  return Float64Array.of(
    ...positions.subarray(from, to),
    ...normals.subarray(from, to),
    ...colours.subarray(from, to),
  );
}

function moved(row: Float64Array, newFromOld: Similarity): Float64Array {
  const result = row.slice();
  result.set(transformPoint(newFromOld, [row[0]!, row[1]!, row[2]!]));
  result.set(apply(newFromOld.rotation, [row[3]!, row[4]!, row[5]!]), 3);
  return result;
}

function placed(row: Float64Array, placement: Placement): Float64Array {
  const part = movePart(
    {
      positions: Float32Array.from(row.subarray(0, 3)),
      normals: Float32Array.from(row.subarray(3, 6)),
      indices: NONE,
    },
    placement,
  );
  return Float64Array.of(...part.positions, ...(part.normals ?? []), ...row.subarray(6));
}
