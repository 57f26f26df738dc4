import { nextCorner } from '../mesh/face-adjacency.ts';
import type { SeamEdge, ViewedSurface } from './seam-edges.ts';
import { type DifferenceEquations, solveDifferences } from './solve-differences.ts';

/** Additive colour corrections of vertices, by the view that textures them. */
export interface ColourCorrections {
  /** The row of `values` for a vertex and a view that textures a face at it; throws an Error for any other pair. */
  rowOf: (view: number, vertex: number) => number;
  /** Red, green, blue to add, row by row. */
  values: Float32Array;
}

/** Weight of the smoothness between neighbouring vertices of a patch (lambda in the paper). */
const SMOOTHNESS = 0.1;
/** Weight of the regularisation toward zero, without which components could drift. */
const ANCHOR = 1e-3;
/** Larger differences (0 to 255) come from different objects, not from different light: they get less weight. */
const TYPICAL_DIFFERENCE = 30;

/**
 * Global seam levelling: the smoothest additive corrections with which the colours on both sides of the seams meet. After
 * V. Lempitsky, D. Ivanov, "Seamless Mosaicing of Image-Based Texture Maps" (2007); M. Waechter et al. (2014), section 4.2.
 */
export function levelSeams(
  { mesh: { indices }, neighbours, selectedViews }: ViewedSurface,
  seams: SeamEdge[],
): ColourCorrections {
  const { rowOfCorner, rowOf, rowCount } = numberRows(indices, selectedViews);
  const { addEquation, equations } = roomForEquations(indices.length + 2 * seams.length);
  for (let corner = 0; corner < indices.length; corner++) {
    const row = rowOfCorner[corner]!;
    if (row < 0) continue;
    const face = Math.floor(corner / 3);
    const other = neighbours[corner]!;
    // An edge inside a patch belongs to two faces: it counts for both, and is written once.
    const isShared = other >= 0 && selectedViews[other] === selectedViews[face];
    if (isShared && other < face) continue;
    const next = rowOfCorner[nextCorner(corner)]!;
    addEquation([row, next], isShared ? 2 * SMOOTHNESS : SMOOTHNESS, NO_DIFFERENCE);
  }
  for (const { ends, views, colours } of seams) {
    ends.forEach((vertex, end) => {
      const difference = [0, 1, 2].map((c) => colours[3 * (2 + end) + c]! - colours[3 * end + c]!);
      const weight = 1 / (1 + (Math.hypot(...difference) / TYPICAL_DIFFERENCE) ** 2);
      addEquation([rowOf(views[0], vertex), rowOf(views[1], vertex)], weight, difference);
    });
  }
  return { rowOf, values: Float32Array.from(solveDifferences(equations(), rowCount, ANCHOR)) };
}

const NO_DIFFERENCE = [0, 0, 0];

/** Collects up to `most` equations. */
function roomForEquations(most: number) {
  const first = new Uint32Array(most);
  const second = new Uint32Array(most);
  const weights = new Float32Array(most);
  const targets = new Float32Array(3 * most);
  let count = 0;
  const addEquation = ([from, to]: readonly [number, number], weight: number, target: readonly number[]) => {
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
function numberRows(indices: Uint32Array, selectedViews: Int32Array) {
  const rows = new Map<number, number>();
  const viewCount = selectedViews.reduce((most, view) => Math.max(most, view), -1) + 1;
  const rowOfCorner = new Int32Array(indices.length).fill(-1);
  indices.forEach((vertex, corner) => {
    const view = selectedViews[Math.floor(corner / 3)]!;
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
