import { buildKdTree, findNearest, type KdTree, roomForNeighbours, visitWithin } from '../points/kd-tree.ts';
import { medianOf, SUPPORT_RANK, spacingsOf } from '../points/spacing.ts';
import { type Mesh, vertexNormals } from './mesh.ts';

/** Points are looked for in so many directions around a vertex. */
const SECTOR_COUNT = 8;
/** With points in no more of them the vertex lies outside; a straight border has points in half of them. */
const OUTSIDE_SECTORS = 4;
/** With points in as many the vertex lies in a gap that points surround. */
const SURROUNDED_SECTORS = 7;
/** Points steeper above or below the surface than this (sine) do not continue it: so a bubble is not surrounded. */
const MAX_STEEPNESS = 0.7;

/** Points (x, y, z by turns) of clouds that lie differently dense, such as a measured one and one of tie points. */
export type CloudPositions = readonly Float32Array[];

/**
 * How far each vertex lies from the points, in units of the spacing that these have there. In gaps that points
 * surround it counts less, down to `gapFactor` of it: there the surface is interpolated, outside it is invented.
 */
export function remotenessOfVertices(mesh: Mesh, clouds: CloudPositions, gapFactor: number): Float32Array {
  const { positions, spacings } = joined(clouds);
  const tree = buildKdTree(positions);
  const normals = vertexNormals(mesh);
  const found = roomForNeighbours(Math.min(SUPPORT_RANK, spacings.length));
  return Float32Array.from({ length: mesh.positions.length / 3 }, (_, vertex) => {
    const at = 3 * vertex;
    const position: Vector = [mesh.positions[at]!, mesh.positions[at + 1]!, mesh.positions[at + 2]!];
    findNearest(tree, ...position, found);
    let spacing = 0;
    for (let n = 0; n < found.count; n++) spacing += spacings[found.indices[n]!]! / found.count;
    const distance = Math.sqrt(found.squaredDistances[found.count - 1]!);
    // Near the points it makes no difference, and the search would cost most.
    if (distance < spacing) return distance / spacing;
    const normal: Vector = [normals[at]!, normals[at + 1]!, normals[at + 2]!];
    const sectors = occupiedSectors(tree, position, normal, 3 * distance);
    const share = Math.min(
      1,
      Math.max(0, (sectors - OUTSIDE_SECTORS) / (SURROUNDED_SECTORS - OUTSIDE_SECTORS)),
    );
    return (distance / spacing) * (1 - share * (1 - gapFactor));
  });
}

type Vector = [number, number, number];

/** All points in one, each with the spacing of its own cloud there. */
function joined(clouds: CloudPositions): { positions: Float32Array; spacings: Float64Array } {
  const length = clouds.reduce((sum, positions) => sum + positions.length, 0);
  const all = { positions: new Float32Array(length), spacings: new Float64Array(length / 3) };
  let at = 0;
  for (const positions of clouds) {
    all.positions.set(positions, at);
    all.spacings.set(boundedSpacings(positions), at / 3);
    at += positions.length;
  }
  return all;
}

/** For each point how far its neighbours lie, but within once and twice what is usual in the whole cloud. */
function boundedSpacings(positions: Float32Array): Float64Array {
  const spacings = spacingsOf(buildKdTree(positions));
  const usual = medianOf(spacings);
  return spacings.map((spacing) => Math.min(2 * usual, Math.max(usual, spacing)));
}

/** In how many directions along the surface there are points within a radius. */
function occupiedSectors(tree: KdTree, [x, y, z]: Vector, normal: Vector, radius: number): number {
  const [nx, ny, nz] = normal;
  const [ux, uy, uz] = tangentOf(normal);
  let sectors = 0;
  visitWithin(tree, x, y, z, radius, (point) => {
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

/** Some unit vector at a right angle to a unit vector. */
function tangentOf([x, y, z]: Vector): Vector {
  const tangent: Vector = Math.abs(x) < 0.7 ? [0, z, -y] : [-z, 0, x];
  const length = Math.hypot(...tangent);
  return [tangent[0] / length, tangent[1] / length, tangent[2] / length];
}
