import { poseAt } from '@tiepoint/scene';
import type { PixelGrid } from '../pixel-grid.ts';
import { createRandom } from '../random.ts';
import { HYPOTHESIS_FLOATS } from './initial-hypotheses.ts';
import type { EstimatedView } from './refine-depths.ts';

/** A plane in inverse depth at a pixel: its value, and its change to the right and down. */
export type Plane = readonly [inverse: number, toTheRight: number, down: number];

/** The pixels of all views. A centre of (7.5, 5.5) in whole pixels is one of (8, 6) from the photo's corner. */
export const GRID: PixelGrid = { width: 16, height: 12, focalX: 16, focalY: 16, centreX: 7.5, centreY: 5.5 };
/** The wall is two in front of all cameras. */
export const WALL: Plane = [0.5, 0, 0];
/** A camera one step to the right sees the wall two pixels farther left: 16 · 0.25 · 0.5. */
export const STEP = 0.25;
export const STEP_PIXELS = 2;

/** A view of a wall in front of it, `steps` to the right, with these inverse depths. */
export function viewOfWall(steps: number, inverseAt: (x: number, y: number) => number): EstimatedView {
  const { width, height } = GRID;
  const pose = poseAt([steps * STEP, 0, 0], [1, 0, 0, 0, 1, 0, 0, 0, 1]);
  const intrinsics = { width, height, fx: 16, fy: 16, cx: 8, cy: 6 };
  const name = `${steps}`;
  return {
    view: { name, photoPath: name, ...intrinsics, ...pose },
    grid: GRID,
    image: { width, height, pixels: drawSpots(steps * STEP_PIXELS) },
    readInverses: (target) => {
      for (let at = 0; at < target.length; at++) target[at] = inverseAt(at % width, Math.floor(at / width));
    },
  };
}

/** A table of hypotheses with the same plane, moved to each pixel, and the same cost. */
export function planesOf([w, wx, wy]: Plane, cost: number): Float32Array {
  const { width, height } = GRID;
  const table = new Float32Array(width * height * HYPOTHESIS_FLOATS);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    table.set([w + wx * x + wy * y, wx, wy, cost], pixel * HYPOTHESIS_FLOATS);
  }
  return table;
}

/** Random grey values on the wall, seen from `shift` pixels farther right. */
function drawSpots(shift: number): Uint8Array {
  const { width, height } = GRID;
  return Uint8Array.from({ length: width * height }, (_, at) => {
    const [x, y] = [(at % width) + shift, Math.floor(at / width)];
    return 255 * createRandom(7919 * x + 104_729 * y + 1)();
  });
}
