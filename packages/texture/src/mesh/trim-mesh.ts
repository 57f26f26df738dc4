import type { OrientedPoints } from '../points/orient-points.ts';
import { boundedSpacings, type SpacedPoints, spacingsOf } from '../points/spacing.ts';
import { cutAtLevel } from './cut-at-level.ts';
import { connectedFaces, faceAdjacency } from './face-adjacency.ts';
import { faceArea, keepFaces, type Mesh } from './mesh.ts';
import { remotenessOfVertices } from './remoteness.ts';
import { smoothOverMesh } from './smooth-over-mesh.ts';

/** Limits of the surface around its points. */
export interface TrimMeshOptions {
  /** Points with a wider spacing in the gaps of the others; they support surface by their own spacing. */
  gapPoints?: SpacedPoints;
  /** Surface farther from the points than this many times their local spacing is cut. Default 5. */
  maxSpacings?: number;
  /** The same for gaps that points surround. Default 16. */
  maxGapSpacings?: number;
  /** A hole smaller than this share of the surface's area, with surface all around it, is kept closed. Default 0.02. */
  maxHoleShare?: number;
  /** Components smaller than this share of the largest one's area are dropped. Default 0.02. */
  minPieceShare?: number;
}

/** Iterations of smoothing the distances before the cut, for a smooth outline. */
const SMOOTHING_ROUNDS = 12;
/** Points in gaps support surface to half the distance, in their own large spacings. */
const GAP_POINTS_REACH = 0.5;

/**
 * Trims a mesh from Poisson reconstruction to its points: cuts away surface without support. The cut is a smooth line
 * through the faces; small holes inside stay closed, small components are dropped. Throws an Error where nothing remains.
 */
export function trimMesh(mesh: Mesh, points: OrientedPoints, options: TrimMeshOptions = {}): Mesh {
  const { maxSpacings = 5, maxGapSpacings = 16, maxHoleShare = 0.02, minPieceShare = 0.02 } = options;
  const supports = joined(points.positions, options.gapPoints);
  const reach = { outside: maxSpacings, insideGaps: maxGapSpacings };
  const remoteness = smoothOverMesh(mesh, remotenessOfVertices(mesh, supports, reach), SMOOTHING_ROUNDS);
  closeSmallHoles(mesh, remoteness, { level: maxSpacings, maxHoleShare });
  const cut = cutAtLevel(mesh, remoteness, maxSpacings);
  const trimmed = withoutSmallPieces(cut, minPieceShare);
  if (trimmed.indices.length === 0) throw new Error('no part of the mesh lies near the points');
  return trimmed;
}

/** All points that support the surface, each with its spacing. */
function joined(dense: Float32Array, gapPoints: SpacedPoints | undefined): SpacedPoints {
  const own = boundedSpacings(spacingsOf(dense));
  if (!gapPoints) return { positions: dense, spacings: own };
  const positions = new Float32Array(dense.length + gapPoints.positions.length);
  positions.set(dense);
  positions.set(gapPoints.positions, dense.length);
  const spacings = new Float32Array(positions.length / 3);
  spacings.set(own);
  spacings.set(
    gapPoints.spacings.map((spacing) => GAP_POINTS_REACH * spacing),
    own.length,
  );
  return { positions, spacings };
}

/** Lowers the remoteness of small regions that surface surrounds, so that they are not cut. */
function closeSmallHoles(
  mesh: Mesh,
  remoteness: Float32Array,
  { level, maxHoleShare }: { level: number; maxHoleShare: number },
): void {
  const neighbours = faceAdjacency(mesh);
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
  const neighbours = faceAdjacency(mesh);
  const { componentOf, count } = connectedFaces(neighbours, () => 0);
  const areas = new Float64Array(count);
  componentOf.forEach((component, face) => {
    areas[component]! += faceArea(mesh, face);
  });
  const largest = areas.reduce((most, area) => Math.max(most, area), 0);
  return keepFaces(mesh, (face) => areas[componentOf[face]!]! >= minPieceShare * largest);
}
