import type { Luminance } from './luminance.ts';

/** The picture is looked at in this many cells across and down, and its coarsest waves are compared. */
const CELLS = 32;
const WAVES = 8;

/**
 * A perceptual hash of a picture as 16 hexadecimal digits: each of its 64 bits tells whether one of the coarsest waves
 * (discrete cosine transform of the picture in 32 × 32 cells, the constant left out) is stronger than their median.
 * Pictures that look alike differ in few bits. C. Zauner, "Implementation and benchmarking of perceptual image hash
 * functions", 2010.
 */
export function hashPicture(picture: Luminance): string {
  const waves = coarseWaves(averageCells(picture));
  const median = waves.toSorted((one, other) => one - other)[waves.length / 2] ?? 0;
  const bits = waves.map((wave) => (wave > median ? '1' : '0')).join('');
  return BigInt(`0b${bits}`).toString(16).padStart(16, '0');
}

/** How many bits differ between two hashes, 0 to 64. */
export function hashDistance(one: string, other: string): number {
  let differing = BigInt(`0x${one}`) ^ BigInt(`0x${other}`);
  let count = 0;
  while (differing > 0n) {
    differing &= differing - 1n;
    count++;
  }
  return count;
}

function averageCells({ pixels, width, height }: Luminance): Float64Array {
  const sums = new Float64Array(CELLS * CELLS);
  const counts = new Float64Array(CELLS * CELLS);
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * CELLS) / height) * CELLS;
    for (let column = 0, x = 0; column < CELLS; column++) {
      const end = Math.ceil(((column + 1) * width) / CELLS);
      const cell = row + column;
      counts[cell] = (counts[cell] ?? 0) + end - x;
      // Added up apart from the array: this is done for each pixel.
      let sum = 0;
      for (; x < end; x++) sum += pixels[y * width + x] ?? 0;
      sums[cell] = (sums[cell] ?? 0) + sum;
    }
  }
  return sums.map((sum, cell) => sum / (counts[cell] || 1));
}

/** The waves of 1 to 8 half periods each way. */
function coarseWaves(cells: Float64Array): number[] {
  const cosines = Array.from({ length: WAVES }, (_, wave) =>
    Array.from({ length: CELLS }, (_, at) => Math.cos((Math.PI * (wave + 1) * (2 * at + 1)) / (2 * CELLS))),
  );
  const across = (row: number, wave: number) =>
    (cosines[wave] ?? []).reduce((sum, cosine, at) => sum + cosine * (cells[row * CELLS + at] ?? 0), 0);
  const rows = Array.from({ length: CELLS }, (_, row) =>
    Array.from({ length: WAVES }, (_, wave) => across(row, wave)),
  );
  return Array.from({ length: WAVES * WAVES }, (_, index) => {
    const down = cosines[Math.floor(index / WAVES)] ?? [];
    return down.reduce((sum, cosine, row) => sum + cosine * (rows[row]?.[index % WAVES] ?? 0), 0);
  });
}
