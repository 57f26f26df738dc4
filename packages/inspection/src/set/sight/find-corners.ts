import type { GreyPicture } from './grey-picture.ts';

/** A corner in a picture, in its pixels. */
export interface Corner {
  x: number;
  y: number;
  score: number;
}

/** The circle of 16 pixels around a corner, clockwise. */
const CIRCLE = [
  [0, -3], [1, -3], [2, -2], [3, -1], [3, 0], [3, 1], [2, 2], [1, 3],
  [0, 3], [-1, 3], [-2, 2], [-3, 1], [-3, 0], [-3, -1], [-2, -2], [-1, -3],
] as const; // biome-ignore format: one half of the circle a line
/** So many pixels in a row on the circle are all brighter or all darker than the middle. */
const MIN_RUN = 9;
const MIN_CONTRAST = 10;
/** The picture is cut into this many pieces each way that get as many corners each, so that they lie everywhere. */
const PIECES = 6;

/**
 * FAST-9 corners, the strongest of their neighbourhood (E. Rosten, T. Drummond, "Machine learning for high-speed
 * corner detection", ECCV 2006), none nearer to the border than `margin` pixels, spread over the picture.
 */
export function findCorners(picture: GreyPicture, margin: number, atMost: number): Corner[] {
  const { width, height } = picture;
  const scores = scoreCorners(picture, margin);
  const pieces: Corner[][] = Array.from({ length: PIECES ** 2 }, () => []);
  for (let y = margin; y < height - margin; y++) {
    for (let x = margin; x < width - margin; x++) {
      const score = scores[y * width + x] ?? 0;
      if (score === 0 || !isPeak(scores, width, x, y)) continue;
      const piece = Math.floor((y * PIECES) / height) * PIECES + Math.floor((x * PIECES) / width);
      pieces[piece]?.push({ x, y, score });
    }
  }
  return pieces.flatMap((corners) =>
    corners.sort((a, b) => b.score - a.score).slice(0, Math.ceil(atMost / PIECES ** 2)),
  );
}

function scoreCorners({ width, height, pixels }: GreyPicture, margin: number): Uint16Array {
  const scores = new Uint16Array(width * height);
  const offsets = Int32Array.from(CIRCLE, ([x, y]) => y * width + x);
  for (let y = margin; y < height - margin; y++) {
    for (let x = margin; x < width - margin; x++) {
      const at = y * width + x;
      const middle = pixels[at] ?? 0;
      // Any run of 9 of 16 holds one of two opposite pixels.
      const up = Math.abs((pixels[at + (offsets[0] ?? 0)] ?? 0) - middle);
      const down = Math.abs((pixels[at + (offsets[8] ?? 0)] ?? 0) - middle);
      if (up <= MIN_CONTRAST && down <= MIN_CONTRAST) continue;
      scores[at] = scoreAt(pixels, offsets, at, middle);
    }
  }
  return scores;
}

/** The contrast of the circle to the middle, summed; 0 for what is no corner. */
function scoreAt(pixels: Uint8Array, offsets: Int32Array, at: number, middle: number): number {
  let [run, sign, longest, sum] = [0, 0, 0, 0];
  for (let step = 0; step < 16 + MIN_RUN - 1; step++) {
    const difference = (pixels[at + (offsets[step & 15] ?? 0)] ?? 0) - middle;
    const side = difference > MIN_CONTRAST ? 1 : difference < -MIN_CONTRAST ? -1 : 0;
    run = side === 0 ? 0 : side === sign ? run + 1 : 1;
    sign = side;
    longest = Math.max(longest, run);
    if (step < 16) sum += Math.abs(difference);
  }
  return longest >= MIN_RUN ? sum : 0;
}

function isPeak(scores: Uint16Array, width: number, x: number, y: number): boolean {
  const at = y * width + x;
  const score = scores[at] ?? 0;
  for (let dy = -1; dy <= 1; dy++) {
    for (let dx = -1; dx <= 1; dx++) {
      const other = scores[at + dy * width + dx] ?? 0;
      // Of equal neighbours the first stays.
      if (other > score || (other === score && dy * width + dx < 0)) return false;
    }
  }
  return true;
}
