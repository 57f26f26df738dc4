import type { Vector3 } from '@tiepoint/scene';

/** Unit vector toward the sun: an afternoon in the south-west, 44 degrees high, so that shadows stay short. */
export const SUN: Vector3 = [-0.481, -0.535, 0.695];
/** Linear light of the sun on a face turned to it, and of the open sky; flat sunlit ground gets about 1. */
const SUNLIGHT: Vector3 = [1.07, 1.0, 0.88];
const SKYLIGHT: Vector3 = [0.28, 0.33, 0.42];
/** Scale of the sunlight such that level sunlit ground keeps its colour. */
const DIRECT = 0.8;

/** Red, green and blue light on a surface, linear; reused between texels. */
export class Light {
  r = 0;
  g = 0;
  b = 0;

  /** Sets the light on a face: `facing` is the cosine of its normal to the sun, `sun` and `sky` the shares that reach it. */
  set(facing: number, sun: number, sky: number): void {
    const direct = (Math.max(0, facing) * sun) / SUN[2];
    this.r = SKYLIGHT[0] * sky + SUNLIGHT[0] * direct * DIRECT;
    this.g = SKYLIGHT[1] * sky + SUNLIGHT[1] * direct * DIRECT;
    this.b = SKYLIGHT[2] * sky + SUNLIGHT[2] * direct * DIRECT;
  }
}
