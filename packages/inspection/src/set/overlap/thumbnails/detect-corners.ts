import type { GreyImage } from './grey-image.ts';

/** A corner in pixels of the image. */
export interface Corner {
  x: number;
  y: number;
  score: number;
}

/** The Bresenham circle of 16 pixels around a corner, clockwise, in pixels right and down. */
const CIRCLE = [
  [0, -3], [1, -3], [2, -2], [3, -1], [3, 0], [3, 1], [2, 2], [1, 3],
  [0, 3], [-1, 3], [-2, 2], [-3, 1], [-3, 0], [-3, -1], [-2, -2], [-1, -3],
] as const; // biome-ignore format: one half of the circle a line
/** So many contiguous pixels of the circle are all brighter or all darker than the centre. */
const MIN_RUN = 9;
const MIN_CONTRAST = 10;
/** Cells across and down that get the same number of corners, to distribute them over the image. */
const CELLS = 6;

/**
 * Detects FAST-9 corners with non-maximum suppression (E. Rosten, T. Drummond, "Machine learning for high-speed corner
 * detection", ECCV 2006): at most about `atMost`, distributed over the image, at least `margin` pixels from its border.
 */
export function detectCorners(image: GreyImage, margin: number, atMost: number): Corner[] {
  const { width, height } = image;
  const scores = scoreCorners(image, margin);
  const cells: Corner[][] = Array.from({ length: CELLS ** 2 }, () => []);
  for (let y = margin; y < height - margin; y++) {
    for (let x = margin; x < width - margin; x++) {
      const at = y * width + x;
      const score = scores[at] ?? 0;
      if (score === 0 || !isLocalMaximum(scores, at, width)) continue;
      const cell = Math.floor((y * CELLS) / height) * CELLS + Math.floor((x * CELLS) / width);
      cells[cell]?.push({ x, y, score });
    }
  }
  return cells.flatMap((corners) =>
    corners.sort((a, b) => b.score - a.score).slice(0, Math.ceil(atMost / CELLS ** 2)),
  );
}

function scoreCorners({ width, height, pixels }: GreyImage, margin: number): Uint16Array {
  const scores = new Uint16Array(width * height);
  const offsets = Int32Array.from(CIRCLE, ([x, y]) => y * width + x);
  for (let y = margin; y < height - margin; y++) {
    for (let x = margin; x < width - margin; x++) {
      const at = y * width + x;
      const centre = pixels[at] ?? 0;
      // Any 9 contiguous pixels of 16 include one of two opposite ones.
      const up = Math.abs((pixels[at + (offsets[0] ?? 0)] ?? 0) - centre);
      const down = Math.abs((pixels[at + (offsets[8] ?? 0)] ?? 0) - centre);
      if (up <= MIN_CONTRAST && down <= MIN_CONTRAST) continue;
      scores[at] = scoreAt(pixels, offsets, at);
    }
  }
  return scores;
}

/** The sum of the contrasts between circle and centre; 0 if it is no corner. */
function scoreAt(pixels: Uint8Array, offsets: Int32Array, at: number): number {
  const centre = pixels[at] ?? 0;
  let [run, sign, longest, sum] = [0, 0, 0, 0];
  for (let step = 0; step < 16 + MIN_RUN - 1; step++) {
    const difference = (pixels[at + (offsets[step & 15] ?? 0)] ?? 0) - centre;
    const side = difference > MIN_CONTRAST ? 1 : difference < -MIN_CONTRAST ? -1 : 0;
    run = side === 0 ? 0 : side === sign ? run + 1 : 1;
    sign = side;
    longest = Math.max(longest, run);
    if (step < 16) sum += Math.abs(difference);
  }
  return longest >= MIN_RUN ? sum : 0;
}

function isLocalMaximum(scores: Uint16Array, at: number, width: number): boolean {
  const score = scores[at] ?? 0;
  for (let dy = -1; dy <= 1; dy++) {
    for (let dx = -1; dx <= 1; dx++) {
      const other = scores[at + dy * width + dx] ?? 0;
      // Of equal neighbours the first one is kept.
      if (other > score || (other === score && dy * width + dx < 0)) return false;
    }
  }
  return true;
}
