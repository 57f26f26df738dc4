import type { Lens, LineParser } from './entry.ts';
import { beforeNumbers, readNumbers, splitName } from './split-name.ts';

const EXPECTED =
  'expected: name width height focal-length [centre-x centre-y [k1 [k2 [k3 [p1 p2]]]]] ' +
  '(pixels; the name is a photo or a group; put a name with spaces in quotes)';
/** Allowed counts of numbers after the name: p1 and p2 come together, as do the coordinates of the centre. */
const COUNTS = new Set([3, 5, 6, 7, 8, 10]);
/** The focal length as a share of the longer side, from a fisheye to a long telephoto. */
const MIN_FOCAL_SHARE = 0.1;
const MAX_FOCAL_SHARE = 50;

/** Reads `name width height focal-length [centre-x centre-y [k1 [k2 [k3 [p1 p2]]]]]`. */
export const parseCamera: LineParser<Lens> = (text) => {
  const { name, rest } = splitName(text, beforeNumbers);
  const numbers = readNumbers(rest);
  if ('notANumber' in numbers)
    return { mistake: `${JSON.stringify(numbers.notANumber)} is not a number; ${EXPECTED}` };
  if (name === '' || !COUNTS.has(numbers.length)) {
    return { mistake: `${numbers.length} numbers after the name; ${EXPECTED}` };
  }
  const [width = 0, height = 0, focalLength = 0] = numbers;
  const [centreX = width / 2, centreY = height / 2, radial = 0] = numbers.slice(3);
  const value = { width, height, focalLength, centreX, centreY, radial };
  const mistake = judgeLens(value);
  return mistake === undefined ? { name, value } : { mistake };
};

function judgeLens({ width, height, focalLength, centreX, centreY }: Lens): string | undefined {
  if (!(isPixelCount(width) && isPixelCount(height))) {
    return `the size ${width} × ${height} is not two whole numbers of pixels; ${EXPECTED}`;
  }
  const share = focalLength / Math.max(width, height);
  if (!(share >= MIN_FOCAL_SHARE && share <= MAX_FOCAL_SHARE)) {
    return `the focal length ${focalLength} can't be that of a photo of ${width} × ${height} pixels: give it in pixels, not in millimetres; ${EXPECTED}`;
  }
  if (centreX < 0 || centreX > width || centreY < 0 || centreY > height) {
    return `the centre ${centreX}, ${centreY} is outside the photo; ${EXPECTED}`;
  }
  return undefined;
}

function isPixelCount(value: number): boolean {
  return Number.isInteger(value) && value > 0;
}
