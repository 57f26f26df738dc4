import type { Luminance } from './luminance.ts';

/** The picture is averaged to so many cells across and down; so many frequencies of its DCT are compared each way. */
const CELLS = 32;
const FREQUENCIES = 8;

/**
 * A perceptual hash of a picture as 16 hexadecimal digits: each of its 64 bits tells whether a low-frequency
 * coefficient of the discrete cosine transform of 32 × 32 cells (without the DC term) exceeds their median. Similar
 * pictures differ in few bits. C. Zauner, "Implementation and benchmarking of perceptual image hash
 * functions", 2010.
 */
export function hashPicture(picture: Luminance): string {
  const coefficients = lowFrequencies(averageCells(picture));
  const median = coefficients.toSorted((one, other) => one - other)[coefficients.length / 2] ?? 0;
  const bits = coefficients.map((coefficient) => (coefficient > median ? '1' : '0')).join('');
  return BigInt(`0b${bits}`).toString(16).padStart(16, '0');
}

/** The Hamming distance between two hashes, 0 to 64. */
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
      // Summed in a local variable: this runs for each pixel.
      let sum = 0;
      for (; x < end; x++) sum += pixels[y * width + x] ?? 0;
      sums[cell] = (sums[cell] ?? 0) + sum;
    }
  }
  return sums.map((sum, cell) => sum / (counts[cell] || 1));
}

/** DCT coefficients of 1 to 8 half periods each way. */
function lowFrequencies(cells: Float64Array): number[] {
  const cosines = Array.from({ length: FREQUENCIES }, (_, frequency) =>
    Array.from({ length: CELLS }, (_, at) =>
      Math.cos((Math.PI * (frequency + 1) * (2 * at + 1)) / (2 * CELLS)),
    ),
  );
  const across = (row: number, frequency: number) =>
    (cosines[frequency] ?? []).reduce((sum, cosine, at) => sum + cosine * (cells[row * CELLS + at] ?? 0), 0);
  const rows = Array.from({ length: CELLS }, (_, row) =>
    Array.from({ length: FREQUENCIES }, (_, frequency) => across(row, frequency)),
  );
  return Array.from({ length: FREQUENCIES * FREQUENCIES }, (_, index) => {
    const down = cosines[Math.floor(index / FREQUENCIES)] ?? [];
    return down.reduce((sum, cosine, row) => sum + cosine * (rows[row]?.[index % FREQUENCIES] ?? 0), 0);
  });
}
