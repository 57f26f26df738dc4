import { buildKdTree, findNearest, type KdTree, roomForNeighbours, visitWithin } from '../points/kd-tree.ts';
import { type SpacedPoints, SUPPORT_RANK } from '../points/spacing.ts';
import { type Mesh, vertexNormals } from './mesh.ts';

/** Directions around a vertex in which points are searched. */
const SECTOR_COUNT = 8;
/** With points in at most this many, the vertex lies outside; at a straight border there are points in half of them. */
const OUTSIDE_SECTORS = 4;
/** With points in at least this many, the vertex lies in a gap that points surround. */
const SURROUNDED_SECTORS = 7;
/** Points steeper above or below the surface than this (sine) do not continue it: so Poisson bubbles are not surrounded. */
const MAX_STEEPNESS = 0.7;

/** Farther away than this many spacings, directions are found from a subset of the points, because there are many. */
const COARSE_SPACINGS = 4;
/** One of this many points is in the subset. */
const COARSE_STEP = 16;

/** Remoteness is cut off at this multiple of the reach inside gaps. */
const MAX_REMOTENESS = 2;

/** Distances from which a vertex counts as remote, in spacings of the points. */
export interface Reach {
  /** Outside the points. */
  outside: number;
  /** In gaps that points surround; greater. */
  insideGaps: number;
}

/**
 * The distance of each vertex from the points, in units of their local spacing. In gaps that points surround it is scaled
 * down to `outside / insideGaps` of it: there the surface is interpolated, outside it is extrapolated.
 */
export function remotenessOfVertices(
  mesh: Mesh,
  { positions, spacings }: SpacedPoints,
  { outside, insideGaps }: Reach,
): Float32Array {
  const tree = buildKdTree(positions);
  const coarseTree = buildKdTree(positions.filter((_, at) => Math.floor(at / 3) % COARSE_STEP === 0));
  const normals = vertexNormals(mesh);
  const found = roomForNeighbours(Math.min(SUPPORT_RANK, spacings.length));
  return Float32Array.from({ length: mesh.positions.length / 3 }, (_, vertex) => {
    const at = 3 * vertex;
    const position: Vector = [mesh.positions[at]!, mesh.positions[at + 1]!, mesh.positions[at + 2]!];
    findNearest(tree, position, found);
    let spacing = 0;
    for (let n = 0; n < found.count; n++) spacing += spacings[found.indices[n]!]! / found.count;
    const distance = Math.sqrt(found.squaredDistances[found.count - 1]!);
    const remoteness = Math.min(distance / spacing, MAX_REMOTENESS * insideGaps);
    // Close to the points and far away from them the directions make no difference, and finding them is expensive.
    if (remoteness < 1 || remoteness > insideGaps) return remoteness;
    const normal: Vector = [normals[at]!, normals[at + 1]!, normals[at + 2]!];
    const searched = remoteness < COARSE_SPACINGS ? tree : coarseTree;
    const sectors = occupiedSectors(searched, { position, normal }, 3 * distance);
    const share = Math.min(
      1,
      Math.max(0, (sectors - OUTSIDE_SECTORS) / (SURROUNDED_SECTORS - OUTSIDE_SECTORS)),
    );
    return remoteness * (1 - share * (1 - outside / insideGaps));
  });
}

type Vector = [number, number, number];

/** The number of directions along the surface in which there are points within a radius. */
function occupiedSectors(
  tree: KdTree,
  { position, normal }: { position: Vector; normal: Vector },
  radius: number,
): number {
  const [x, y, z] = position;
  const [nx, ny, nz] = normal;
  const [ux, uy, uz] = tangentOf(normal);
  let sectors = 0;
  visitWithin(tree, { centre: position, radius }, (point) => {
    const dx = tree.positions[3 * point]! - x;
    const dy = tree.positions[3 * point + 1]! - y;
    const dz = tree.positions[3 * point + 2]! - z;
    const along = dx * ux + dy * uy + dz * uz;
    const across = dx * (ny * uz - nz * uy) + dy * (nz * ux - nx * uz) + dz * (nx * uy - ny * ux);
    const height = dx * nx + dy * ny + dz * nz;
    if (Math.abs(height) > MAX_STEEPNESS * Math.sqrt(dx * dx + dy * dy + dz * dz)) return;
    const turn = (Math.atan2(across, along) / (2 * Math.PI) + 1) % 1;
    sectors |= 1 << Math.floor(turn * SECTOR_COUNT);
  });
  let occupied = 0;
  for (let sector = 0; sector < SECTOR_COUNT; sector++) occupied += (sectors >> sector) & 1;
  return occupied;
}

/** A unit vector perpendicular to a unit vector. */
function tangentOf([x, y, z]: Vector): Vector {
  const tangent: Vector = Math.abs(x) < 0.7 ? [0, z, -y] : [-z, 0, x];
  const length = Math.hypot(...tangent);
  return [tangent[0] / length, tangent[1] / length, tangent[2] / length];
}
