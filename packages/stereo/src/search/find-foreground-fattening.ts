import type { GreyImage } from '../grey-image.ts';
import { HYPOTHESIS_FLOATS } from './initial-hypotheses.ts';

/** The cost with which the kernel marks textureless pixels. */
const TEXTURELESS = 3;
/** Textureless areas larger than this share of the image are sky or water. */
const MIN_BLANK_SHARE = 0.002;
/** Half the width of the kernel's matching window. */
const BORDER_PIXELS = 3;
/** A window reaches an outline from this far, including two roundings to whole pixels. */
const FATTENING_PIXELS = BORDER_PIXELS + 2;
/** Fattened pixels differ in grey, 0 to 255, by less than this from the area; foreground objects by more. */
const SAME_GREY = 30;

/**
 * Marks foreground fattening around large textureless areas such as the sky: pixels close to one that look like it.
 * Their windows contain the outline of the foreground, so they get its depth. Thin foreground objects are told apart by
 * their grey value. Returns 1 for marked pixels, row by row.
 */
export function findForegroundFattening(hypotheses: Float32Array, image: GreyImage): Uint8Array {
  const { width, height } = image;
  const blank = findBlank(hypotheses, image);
  const seen = new Uint8Array(blank.length);
  const fattened = new Uint8Array(blank.length);
  for (let start = 0; start < blank.length; start++) {
    if (blank[start] === 0 || seen[start] !== 0) continue;
    const area = gatherArea(start, { blank, seen }, image);
    if (area.length <= MIN_BLANK_SHARE * width * height) continue;
    for (const pixel of area) {
      const isEdge = neighboursOf(pixel, image).some((next) => blank[next] === 0);
      if (isEdge) markAlike(pixel, image, fattened);
    }
  }
  return fattened;
}

/** The textureless pixels, without the image's border, which has no windows either. */
function findBlank(hypotheses: Float32Array, { width, height }: GreyImage): Uint8Array {
  const blank = new Uint8Array(width * height);
  for (let y = BORDER_PIXELS; y < height - BORDER_PIXELS; y++) {
    for (let x = BORDER_PIXELS; x < width - BORDER_PIXELS; x++) {
      const pixel = y * width + x;
      const cost = hypotheses[pixel * HYPOTHESIS_FLOATS + 3]!;
      blank[pixel] = cost >= TEXTURELESS ? 1 : 0;
    }
  }
  return blank;
}

/** The connected component of textureless pixels around one; marks it as seen. */
function gatherArea(
  start: number,
  { blank, seen }: { blank: Uint8Array; seen: Uint8Array },
  image: GreyImage,
): number[] {
  const area = [start];
  seen[start] = 1;
  for (let at = 0; at < area.length; at++) {
    for (const next of neighboursOf(area[at]!, image)) {
      if (blank[next] === 0 || seen[next] !== 0) continue;
      seen[next] = 1;
      area.push(next);
    }
  }
  return area;
}

/** The four neighbours of a pixel: a textureless one is not at the border, so all are in the image. */
function neighboursOf(pixel: number, { width }: GreyImage): [number, number, number, number] {
  return [pixel - 1, pixel + 1, pixel - width, pixel + width];
}

function markAlike(pixel: number, { width, height, pixels }: GreyImage, marked: Uint8Array): void {
  const [x, y] = [pixel % width, Math.floor(pixel / width)];
  const grey = pixels[pixel]!;
  for (
    let row = Math.max(0, y - FATTENING_PIXELS);
    row <= Math.min(height - 1, y + FATTENING_PIXELS);
    row++
  ) {
    const end = row * width + Math.min(width - 1, x + FATTENING_PIXELS);
    for (let at = row * width + Math.max(0, x - FATTENING_PIXELS); at <= end; at++) {
      if (Math.abs(pixels[at]! - grey) < SAME_GREY) marked[at] = 1;
    }
  }
}
