import type { Projection } from '@tiepoint/scene';
import { nextCorner } from '../mesh/face-adjacency.ts';
import type { Mesh } from '../mesh/mesh.ts';
import type { Photo } from '../views/photo.ts';

/** A mesh with its adjacency and the selected view of each face. */
export interface ViewedSurface {
  mesh: Mesh;
  neighbours: Int32Array;
  selectedViews: Int32Array;
}

/** An edge between two faces with different views. */
export interface SeamEdge {
  /** The vertices at its ends. */
  ends: [number, number];
  /** The views on its two sides. */
  views: [number, number];
  /** The colour along the edge near each end in each view: entries `3 * (2 * side + end)` and the two after it. */
  colours: Float32Array;
}

/** Samples along an edge. */
const SAMPLE_COUNT = 8;
/** Offsets around each sample, in pixels, because two views never match to the pixel. */
const SPREAD: [number, number][] = [
  [0, 0],
  [-3, 0],
  [3, 0],
  [0, -3],
  [0, 3],
];

/** All edges at which the view changes, each once, with colours of 0. */
export function findSeamEdges({ mesh: { indices }, neighbours, selectedViews }: ViewedSurface): SeamEdge[] {
  const edges: SeamEdge[] = [];
  neighbours.forEach((other, corner) => {
    const face = Math.floor(corner / 3);
    if (other <= face || selectedViews[face]! < 0 || selectedViews[other]! < 0) return;
    if (selectedViews[face] === selectedViews[other]) return;
    edges.push({
      ends: [indices[corner]!, indices[nextCorner(corner)]!],
      views: [selectedViews[face]!, selectedViews[other]!],
      colours: new Float32Array(12),
    });
  });
  return edges;
}

/** A view's photo, and the mesh's vertices projected into it. */
interface ProjectedPhoto {
  photo: Photo;
  projection: Projection;
}

/** Samples a view's photo for the colours of the seam edges that have the view on one side. */
export function sampleSeamEdges(edges: SeamEdge[], view: number, projected: ProjectedPhoto): void {
  for (const edge of edges) {
    const side = edge.views.indexOf(view);
    if (side < 0) continue;
    edge.ends.forEach((end, i) => {
      const colours = edge.colours.subarray(3 * (2 * side + i), 3 * (2 * side + i) + 3);
      sampleEdge(projected, [end, edge.ends[1 - i]!], colours);
    });
  }
}

/** The mean along an edge, weighted toward its first end. */
function sampleEdge(
  { photo, projection: p }: ProjectedPhoto,
  [near, far]: readonly [number, number],
  colours: Float32Array,
): void {
  let totalWeight = 0;
  for (let i = 0; i < SAMPLE_COUNT; i++) {
    const share = (i + 0.5) / SAMPLE_COUNT;
    const x = p[3 * near]! + share * (p[3 * far]! - p[3 * near]!);
    const y = p[3 * near + 1]! + share * (p[3 * far + 1]! - p[3 * near + 1]!);
    for (const [dx, dy] of SPREAD) {
      const column = Math.min(photo.width - 1, Math.max(0, Math.floor(x + dx)));
      const row = Math.min(photo.height - 1, Math.max(0, Math.floor(y + dy)));
      const pixel = 3 * (row * photo.width + column);
      for (let c = 0; c < 3; c++) colours[c]! += (1 - share) * photo.pixels[pixel + c]!;
      totalWeight += 1 - share;
    }
  }
  for (let c = 0; c < 3; c++) colours[c]! /= totalWeight;
}
