import type { ColourCorrections } from '../seams/level-seams.ts';
import { UNSEEN } from '../views/select-views.ts';

/** Iterations of diffusion: simplified surfaces have few vertices between those with known corrections. */
const ROUNDS = 12;

/**
 * Colour corrections for a simplified surface: `knownAt` gives the three values of a view at a vertex where seam levelling
 * computed them; elsewhere they are diffused from neighbouring corners in faces of the same view.
 */
export function spreadCorrections(
  indices: Uint32Array,
  selectedViews: Int32Array,
  knownAt: (view: number, vertex: number) => ArrayLike<number> | undefined,
): ColourCorrections {
  const rows = new Map<string, number>();
  const keyOf = (view: number, vertex: number) => `${view} ${vertex}`;
  const rowOfCorner = Int32Array.from(indices, (vertex, corner) => {
    const view = selectedViews[Math.floor(corner / 3)]!;
    if (view === UNSEEN) return -1;
    const key = keyOf(view, vertex);
    const row = rows.get(key) ?? rows.size;
    rows.set(key, row);
    return row;
  });
  const values = new Float32Array(3 * rows.size);
  const isKnown = new Uint8Array(rows.size);
  indices.forEach((vertex, corner) => {
    const row = rowOfCorner[corner]!;
    if (row < 0 || isKnown[row]) return;
    const known = knownAt(selectedViews[Math.floor(corner / 3)]!, vertex);
    if (!known) return;
    values.set(known, 3 * row);
    isKnown[row] = 1;
  });
  for (let round = 0; round < ROUNDS && isKnown.includes(0); round++) spread(rowOfCorner, values, isKnown);
  const rowOf = (view: number, vertex: number) => {
    const row = rows.get(keyOf(view, vertex));
    if (row === undefined) throw new Error(`vertex ${vertex} has no face of view ${view}`);
    return row;
  };
  return { rowOf, values };
}

/** Sets each unknown row to the mean of the known ones in its faces. */
function spread(rowOfCorner: Int32Array, values: Float32Array, isKnown: Uint8Array): void {
  const sums = new Float32Array(values.length);
  const counts = new Uint32Array(isKnown.length);
  for (let face = 0; face < rowOfCorner.length; face += 3) {
    const rows = rowOfCorner.subarray(face, face + 3);
    for (const to of rows) {
      if (to < 0 || isKnown[to]) continue;
      for (const from of rows) {
        if (!isKnown[from]) continue;
        for (let c = 0; c < 3; c++) sums[3 * to + c]! += values[3 * from + c]!;
        counts[to]!++;
      }
    }
  }
  counts.forEach((count, row) => {
    if (count === 0) return;
    for (let c = 0; c < 3; c++) values[3 * row + c] = sums[3 * row + c]! / count;
    isKnown[row] = 1;
  });
}
