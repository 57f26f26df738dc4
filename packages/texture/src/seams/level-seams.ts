import { nextCorner } from '../mesh/face-adjacency.ts';
import type { SeamEdge } from './seam-edges.ts';
import { type DifferenceEquations, solveDifferences } from './solve-differences.ts';

/** What is added to the texture of each vertex, by the view from which the texture comes. */
export interface ColourCorrections {
  /** The row of `values` for a vertex and a view that textures a face at it; throws an Error for any other pair. */
  rowOf: (view: number, vertex: number) => number;
  /** Red, green, blue to add, row by row. */
  values: Float32Array;
}

/** How firmly the correction of neighbouring vertices of a patch is held together (the paper's lambda). */
const SMOOTHNESS = 0.1;
/** A weak pull to no correction at all: else whole islands could drift. */
const ANCHOR = 1e-3;
/** Differences greater than this (0 to 255) come from different things, not different light: they count for less. */
const TYPICAL_DIFFERENCE = 30;

/**
 * Finds the smoothest additive corrections that make the colours on both sides of the seams meet.
 * Lempitsky and Ivanov, "Seamless Mosaicing of Image-Based Texture Maps", 2007; Waechter et al. 2014, section 4.2.
 */
export function levelSeams(
  indices: Uint32Array,
  neighbours: Int32Array,
  chosenViews: Int32Array,
  seams: SeamEdge[],
): ColourCorrections {
  const { rowOfCorner, rowOf, rowCount } = numberRows(indices, chosenViews);
  const { addEquation, equations } = roomForEquations(indices.length + 2 * seams.length);
  for (let corner = 0; corner < indices.length; corner++) {
    const row = rowOfCorner[corner]!;
    if (row < 0) continue;
    const face = Math.floor(corner / 3);
    const other = neighbours[corner]!;
    // An edge inside a patch belongs to two faces: it counts for both, and is written once.
    const isShared = other >= 0 && chosenViews[other] === chosenViews[face];
    if (isShared && other < face) continue;
    addEquation(row, rowOfCorner[nextCorner(corner)]!, isShared ? 2 * SMOOTHNESS : SMOOTHNESS, NO_DIFFERENCE);
  }
  for (const { ends, views, colours } of seams) {
    ends.forEach((vertex, end) => {
      const difference = [0, 1, 2].map((c) => colours[3 * (2 + end) + c]! - colours[3 * end + c]!);
      const weight = 1 / (1 + (Math.hypot(...difference) / TYPICAL_DIFFERENCE) ** 2);
      addEquation(rowOf(views[0], vertex), rowOf(views[1], vertex), weight, difference);
    });
  }
  return { rowOf, values: Float32Array.from(solveDifferences(equations(), rowCount, ANCHOR)) };
}

const NO_DIFFERENCE = [0, 0, 0];

/** Takes up to so many equations. */
function roomForEquations(most: number) {
  const first = new Uint32Array(most);
  const second = new Uint32Array(most);
  const weights = new Float32Array(most);
  const targets = new Float32Array(3 * most);
  let count = 0;
  const addEquation = (from: number, to: number, weight: number, target: readonly number[]) => {
    first[count] = from;
    second[count] = to;
    weights[count] = weight;
    targets.set(target, 3 * count++);
  };
  const equations = (): DifferenceEquations => ({
    first: first.subarray(0, count),
    second: second.subarray(0, count),
    weights: weights.subarray(0, count),
    targets: targets.subarray(0, 3 * count),
  });
  return { addEquation, equations };
}

/** Numbers the pairs of a vertex and a view that textures a face at it. */
function numberRows(indices: Uint32Array, chosenViews: Int32Array) {
  const rows = new Map<number, number>();
  const viewCount = chosenViews.reduce((most, view) => Math.max(most, view), -1) + 1;
  const rowOfCorner = new Int32Array(indices.length).fill(-1);
  indices.forEach((vertex, corner) => {
    const view = chosenViews[Math.floor(corner / 3)]!;
    if (view < 0) return;
    const key = vertex * viewCount + view;
    const row = rows.get(key) ?? rows.size;
    rows.set(key, row);
    rowOfCorner[corner] = row;
  });
  const rowOf = (view: number, vertex: number) => {
    const row = rows.get(vertex * viewCount + view);
    if (row === undefined) throw new Error(`vertex ${vertex} has no face of view ${view}`);
    return row;
  };
  return { rowOfCorner, rowOf, rowCount: rows.size };
}
