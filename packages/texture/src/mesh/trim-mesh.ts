import { buildKdTree, findNearest, type KdTree, roomForNeighbours } from '../points/kd-tree.ts';
import type { OrientedPoints } from '../points/orient-points.ts';
import { cutAtLevel } from './cut-at-level.ts';
import { connectedFaces, faceAdjacency } from './face-adjacency.ts';
import { faceNormal, keepFaces, type Mesh } from './mesh.ts';
import { smoothOverMesh } from './smooth-over-mesh.ts';

/** How much of a surface its points carry. */
export interface TrimMeshOptions {
  /** Surface farther from the points than this many times their local spacing is cut. Default 4. */
  maxSpacings?: number;
  /** A hole smaller than this share of the surface's area, with surface all around it, is kept closed. Default 0.02. */
  maxHoleShare?: number;
  /** Pieces smaller than this share of the largest piece's area are dropped. Default 0.02. */
  minPieceShare?: number;
}

/** The distance to this nearest point counts, so that a single stray carries nothing. */
const SUPPORT_RANK = 6;
/** Rounds of averaging over the distances before the cut, so that the outline runs smoothly. */
const SMOOTHING_ROUNDS = 12;

/**
 * Cuts away what no point carries: Poisson's bubble and skirt. The cut runs along a smooth line through the faces,
 * small holes inside stay closed and small loose pieces are dropped. Throws an Error when nothing would remain.
 */
export function trimMesh(mesh: Mesh, points: OrientedPoints, options: TrimMeshOptions = {}): Mesh {
  const { maxSpacings = 4, maxHoleShare = 0.02, minPieceShare = 0.02 } = options;
  const remoteness = smoothOverMesh(mesh, remotenessOfVertices(mesh, points), SMOOTHING_ROUNDS);
  closeSmallHoles(mesh, remoteness, maxSpacings, maxHoleShare);
  const cut = cutAtLevel(mesh, remoteness, maxSpacings);
  const trimmed = withoutSmallPieces(cut, minPieceShare);
  if (trimmed.indices.length === 0) throw new Error('no part of the mesh lies near the points');
  return trimmed;
}

/** For each vertex its distance to the points in units of the spacing that the points have there. */
function remotenessOfVertices(mesh: Mesh, points: OrientedPoints): Float32Array {
  const tree = buildKdTree(points.positions);
  const spacings = localSpacings(tree);
  const found = roomForNeighbours(Math.min(SUPPORT_RANK, points.count));
  const vertexCount = mesh.positions.length / 3;
  const remoteness = new Float32Array(vertexCount);
  for (let vertex = 0; vertex < vertexCount; vertex++) {
    const [x, y, z] = mesh.positions.subarray(3 * vertex, 3 * vertex + 3) as unknown as [number, number, number];
    findNearest(tree, x, y, z, found);
    let spacing = 0;
    for (let n = 0; n < found.count; n++) spacing += spacings[found.indices[n]!]! / found.count;
    remoteness[vertex] = Math.sqrt(found.squaredDistances[found.count - 1]!) / spacing;
  }
  return remoteness;
}

/** For each point how far its neighbours lie, but never less than half of what is usual in the whole cloud. */
function localSpacings(tree: KdTree): Float64Array {
  const count = tree.positions.length / 3;
  const found = roomForNeighbours(Math.min(SUPPORT_RANK + 1, count));
  const spacings = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    findNearest(tree, tree.positions[3 * i]!, tree.positions[3 * i + 1]!, tree.positions[3 * i + 2]!, found);
    spacings[i] = Math.sqrt(found.squaredDistances[found.count - 1]!);
  }
  const usual = spacings.slice().sort()[count >> 1]!;
  return spacings.map((spacing) => Math.min(2 * usual, Math.max(usual, spacing)));
}

/** Lowers the remoteness of small regions that would be cut although surface surrounds them. */
function closeSmallHoles(mesh: Mesh, remoteness: Float32Array, level: number, maxHoleShare: number): void {
  const neighbours = faceAdjacency(mesh.indices, mesh.positions.length / 3);
  const isRemote = (face: number) => {
    const at = 3 * face;
    return Number([0, 1, 2].some((corner) => remoteness[mesh.indices[at + corner]!]! > level));
  };
  const { componentOf, count } = connectedFaces(neighbours, isRemote);
  const areas = new Float64Array(count);
  const open = new Uint8Array(count);
  let totalArea = 0;
  componentOf.forEach((component, face) => {
    const area = faceArea(mesh, face);
    areas[component]! += area;
    if (isRemote(face)) {
      for (let edge = 3 * face; edge < 3 * face + 3; edge++) if (neighbours[edge]! < 0) open[component] = 1;
    } else {
      open[component] = 1;
      totalArea += area;
    }
  });
  componentOf.forEach((component, face) => {
    if (open[component] || areas[component]! > maxHoleShare * totalArea) return;
    for (let corner = 3 * face; corner < 3 * face + 3; corner++) {
      const vertex = mesh.indices[corner]!;
      remoteness[vertex] = Math.min(remoteness[vertex]!, level * 0.99);
    }
  });
}

function withoutSmallPieces(mesh: Mesh, minPieceShare: number): Mesh {
  const neighbours = faceAdjacency(mesh.indices, mesh.positions.length / 3);
  const { componentOf, count } = connectedFaces(neighbours, () => 0);
  const areas = new Float64Array(count);
  componentOf.forEach((component, face) => {
    areas[component]! += faceArea(mesh, face);
  });
  const largest = areas.reduce((most, area) => Math.max(most, area), 0);
  return keepFaces(mesh, (face) => areas[componentOf[face]!]! >= minPieceShare * largest);
}

function faceArea({ positions, indices }: Mesh, face: number): number {
  const normal = faceNormal(positions, indices[3 * face]!, indices[3 * face + 1]!, indices[3 * face + 2]!);
  return Math.hypot(...normal) / 2;
}
