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
import { type MapProjection, projectPart } from '../surface/part.ts';
import type { PointFilter } from './find-inliers.ts';
import type { OrientedPoints } from './orient-points.ts';

const POSITION = ['x', 'y', 'z'];
const NORMAL = ['nx', 'ny', 'nz'];
const COLOUR = ['red', 'green', 'blue'];
const NONE = new Uint32Array();

/**
 * Reads a point cloud with normals and colours, such as those of `stereo_fusion`, of any size: every n-th point, at most
 * `maxPoints`. Throws an Error where the file is not such a cloud or is truncated.
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

/** A point cloud, and which of its points are kept, by their coordinates in the file. */
export interface FilteredCloud {
  path: string;
  keep?: PointFilter;
}

/**
 * Copies the kept points of point clouds into one, transformed as their sparse model; memory use does not depend on their
 * size. Returns the number of points.
 */
export function transformDensePoints(
  parts: readonly FilteredCloud[],
  outputPath: string,
  newFromOld: Similarity | undefined,
): number {
  return copyPoints(parts, outputPath, {
    map: (row) => (newFromOld ? transformed(row, newFromOld) : row),
  });
}

/** Copies a point cloud with more points after its own. Returns the number of all points. */
export function appendPoints(inputPath: string, outputPath: string, more: OrientedPoints): number {
  return copyPoints([{ path: inputPath }], outputPath, { map: (row) => row, more });
}

/** Copies a point cloud into projected coordinates, with comments for the header. Returns the number of points. */
export function projectDensePoints(
  inputPath: string,
  outputPath: string,
  { mapProjection, comments }: { mapProjection: MapProjection; comments: readonly string[] },
): number {
  return copyPoints([{ path: inputPath }], outputPath, {
    map: (row) => projected(row, mapProjection),
    comments,
  });
}

interface CopyOptions {
  map: (row: Float64Array) => Float64Array;
  comments?: readonly string[];
  /** Points to append. */
  more?: OrientedPoints;
}

function copyPoints(
  parts: readonly FilteredCloud[],
  outputPath: string,
  { map, comments = [], more }: CopyOptions,
): number {
  const most = parts.reduce((sum, { path }) => sum + countOf(path), more?.count ?? 0);
  const file = openSync(outputPath, 'w');
  try {
    writeSync(file, paddedHeader(0, most, comments));
    const writer = new PlyPointWriter(file, { normals: true });
    for (const { path, keep = () => true } of parts) {
      readPly(path, (element) =>
        visitPoints(element, (row) => {
          if (keep(row[0]!, row[1]!, row[2]!)) writer.add(map(row));
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

/** A header of constant length for up to `most` points: their number is known only after they are written. */
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
  const columns = [...POSITION, ...NORMAL, ...COLOUR].map((name) => columnOf(element, name));
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

function transformed(row: Float64Array, newFromOld: Similarity): Float64Array {
  const result = row.slice();
  result.set(transformPoint(newFromOld, [row[0]!, row[1]!, row[2]!]));
  result.set(apply(newFromOld.rotation, [row[3]!, row[4]!, row[5]!]), 3);
  return result;
}

function projected(row: Float64Array, mapProjection: MapProjection): Float64Array {
  const part = projectPart(
    {
      positions: Float32Array.from(row.subarray(0, 3)),
      normals: Float32Array.from(row.subarray(3, 6)),
      indices: NONE,
    },
    mapProjection,
  );
  return Float64Array.of(...part.positions, ...(part.normals ?? []), ...row.subarray(6));
}
