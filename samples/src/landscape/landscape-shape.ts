import type { Vector3 } from '@tiepoint/scene';
import { Random } from '../random/random.ts';
import { groundSamplingDistance, type TrueShape } from '../truth/true-shape.ts';
import { distanceToHeights } from './height-distance.ts';
import { type LandscapeTruth, surfaceHeight } from './landscape-truth.ts';

/** Points on the true surface: shares are then exact to a tenth of a percent. */
const SAMPLES = 300_000;
/** Where heights differ more than this between neighbouring samples, a wall stands somewhere between them, metres. */
const STEP_METRES = 0.6;

/**
 * A landscape's surface to compare with: the digital surface model of the mapped area, all of which is in many
 * photos. It is a raster, so walls and the rims of crowns are known to half its spacing (0.12 m) and have no samples.
 */
export function landscapeShape(truth: LandscapeTruth): TrueShape {
  const area = truth.mappedArea;
  const [middleX, middleY] = [(area.minX + area.maxX) / 2, (area.minY + area.maxY) / 2];
  const middle: Vector3 = [middleX, middleY, surfaceHeight(truth, middleX, middleY)];
  return {
    distanceFrom: (x, y, z) => distanceToHeights(truth, [x, y, z]),
    contains: (x, y) => x >= area.minX && x <= area.maxX && y >= area.minY && y <= area.maxY,
    samples: scatterOverHeights(truth),
    gsdMetres: groundSamplingDistance(truth, middle),
  };
}

function scatterOverHeights(truth: LandscapeTruth): Float32Array {
  const area = truth.mappedArea;
  const random = new Random(1);
  const samples = new Float32Array(3 * SAMPLES);
  let count = 0;
  for (let draw = 0; draw < SAMPLES; draw++) {
    const x = random.between(area.minX, area.maxX);
    const y = random.between(area.minY, area.maxY);
    if (isStep(truth, x, y)) continue;
    samples.set([x, y, surfaceHeight(truth, x, y)], 3 * count++);
  }
  return samples.subarray(0, 3 * count);
}

function isStep(truth: LandscapeTruth, x: number, y: number): boolean {
  const { grid, surface } = truth.heights;
  const column = Math.floor((x - grid.originX) / grid.spacing);
  const row = Math.floor((y - grid.originY) / grid.spacing);
  const corner = row * grid.columns + column;
  const heights = [corner, corner + 1, corner + grid.columns, corner + grid.columns + 1].map(
    (index) => surface[index] ?? Number.NaN,
  );
  return !(Math.max(...heights) - Math.min(...heights) <= STEP_METRES);
}
