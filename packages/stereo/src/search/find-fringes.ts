import type { GreyPicture } from '../grey-picture.ts';
import { HYPOTHESIS_FLOATS } from './first-hypotheses.ts';

/** As the kernel marks pixels without structure. */
const TEXTURELESS = 3;
/** Areas without structure larger than this share of the picture are sky or water. */
const MIN_BLANK_SHARE = 0.002;
/** Half the width of the kernel's window. */
const BORDER_PIXELS = 3;
/** So far beyond an outline a window still shows it, with what two roundings to whole pixels add. */
const FRINGE_PIXELS = BORDER_PIXELS + 2;
/** Pixels of a fringe differ in grey, 0 to 255, by less than this from the area; things that stand before it by more. */
const SAME_GREY = 30;

/**
 * Marks the fringes of large areas without structure, such as the sky: pixels close to one that look like it. Their
 * windows show the outline of what stands before it, so they are found at its depth. Thin things before the sky are
 * told apart by their grey.
 */
export function findFringes(hypotheses: Float32Array, picture: GreyPicture): Uint8Array {
  const { width, height } = picture;
  const blank = findBlank(hypotheses, picture);
  const seen = new Uint8Array(blank.length);
  const fringes = new Uint8Array(blank.length);
  for (let start = 0; start < blank.length; start++) {
    if (blank[start] === 0 || seen[start] !== 0) continue;
    const area = gatherArea(start, blank, seen, picture);
    if (area.length <= MIN_BLANK_SHARE * width * height) continue;
    for (const pixel of area) {
      const isEdge = neighboursOf(pixel, picture).some((next) => blank[next] === 0);
      if (isEdge) markAlike(pixel, picture, fringes);
    }
  }
  return fringes;
}

/** The pixels without structure, but for the picture's own border: it has no window either, and is no sky. */
function findBlank(hypotheses: Float32Array, { width, height }: GreyPicture): Uint8Array {
  const blank = new Uint8Array(width * height);
  for (let y = BORDER_PIXELS; y < height - BORDER_PIXELS; y++) {
    for (let x = BORDER_PIXELS; x < width - BORDER_PIXELS; x++) {
      const pixel = y * width + x;
      const cost = hypotheses[pixel * HYPOTHESIS_FLOATS + 3] as number;
      blank[pixel] = cost >= TEXTURELESS ? 1 : 0;
    }
  }
  return blank;
}

/** The blank pixels that hang together with the first; marks them as seen. */
function gatherArea(start: number, blank: Uint8Array, seen: Uint8Array, picture: GreyPicture): number[] {
  const area = [start];
  seen[start] = 1;
  for (let at = 0; at < area.length; at++) {
    for (const next of neighboursOf(area[at] as number, picture)) {
      if (blank[next] === 0 || seen[next] !== 0) continue;
      seen[next] = 1;
      area.push(next);
    }
  }
  return area;
}

/** The four pixels around one: a blank one is not at the border, so all are in the picture. */
function neighboursOf(pixel: number, { width }: GreyPicture): [number, number, number, number] {
  return [pixel - 1, pixel + 1, pixel - width, pixel + width];
}

function markAlike(pixel: number, { width, height, pixels }: GreyPicture, marked: Uint8Array): void {
  const [x, y] = [pixel % width, Math.floor(pixel / width)];
  const grey = pixels[pixel] as number;
  for (let row = Math.max(0, y - FRINGE_PIXELS); row <= Math.min(height - 1, y + FRINGE_PIXELS); row++) {
    const end = row * width + Math.min(width - 1, x + FRINGE_PIXELS);
    for (let at = row * width + Math.max(0, x - FRINGE_PIXELS); at <= end; at++) {
      if (Math.abs((pixels[at] as number) - grey) < SAME_GREY) marked[at] = 1;
    }
  }
}
