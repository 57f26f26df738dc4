import type { Projection } from '@tiepoint/scene';
import { nextCorner } from '../mesh/face-adjacency.ts';
import type { Photo } from '../views/photo.ts';

/** An edge between two faces that take their texture from different views. */
export interface SeamEdge {
  /** The vertices at its ends. */
  ends: [number, number];
  /** The views on its two sides. */
  views: [number, number];
  /** The colour along the edge near each end as each view shows it: `3 * (2 * side + end)` and the two after it. */
  colours: Float32Array;
}

/** Colours are taken at so many places along an edge. */
const SAMPLE_COUNT = 8;
/** And around each place, in pixels, because two views never agree to the pixel. */
const SPREAD: [number, number][] = [
  [0, 0],
  [-3, 0],
  [3, 0],
  [0, -3],
  [0, 3],
];

/** All edges at which the view changes, each once, their colours still 0. */
export function findSeamEdges(
  indices: Uint32Array,
  neighbours: Int32Array,
  chosenViews: Int32Array,
): SeamEdge[] {
  const edges: SeamEdge[] = [];
  neighbours.forEach((other, corner) => {
    const face = Math.floor(corner / 3);
    if (other <= face || chosenViews[face]! < 0 || chosenViews[other]! < 0) return;
    if (chosenViews[face] === chosenViews[other]) return;
    edges.push({
      ends: [indices[corner]!, indices[nextCorner(corner)]!],
      views: [chosenViews[face]!, chosenViews[other]!],
      colours: new Float32Array(12),
    });
  });
  return edges;
}

/** Takes from a view's photo the colours of those seam edges that have the view on one side. */
export function sampleSeamEdges(edges: SeamEdge[], view: number, photo: Photo, projection: Projection): void {
  for (const edge of edges) {
    const side = edge.views.indexOf(view);
    if (side < 0) continue;
    edge.ends.forEach((end, i) => {
      const colours = edge.colours.subarray(3 * (2 * side + i), 3 * (2 * side + i) + 3);
      sampleEdge(photo, projection, end, edge.ends[1 - i]!, colours);
    });
  }
}

/** The mean along the edge, the nearer to its end `near` the heavier. */
function sampleEdge(photo: Photo, p: Projection, near: number, far: number, colours: Float32Array): void {
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
