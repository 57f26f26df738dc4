import { pinholeOf } from '@tiepoint/scene';
import { takePhoto } from '../photo/take-photo.ts';
import type { Tour, TourSettings } from '../tour.ts';
import { openShape } from './bodies.ts';
import type { Body, Extent } from './body.ts';
import { planCourtyard, VOLUME } from './courtyard.ts';
import { NearestBody } from './nearest-body.ts';
import type { Part } from './part.ts';
import { RayCaster } from './ray-caster.ts';
import { Shadows } from './shadows.ts';
import { SurfaceColours } from './surface-colours.ts';
import { planWalk } from './walk.ts';

/** Light is looked after a little beyond the compared volume, metres. */
const LIT: Extent = {
  min: [VOLUME.min[0] - 1, VOLUME.min[1] - 5, -0.1],
  max: [VOLUME.max[0] + 1, VOLUME.max[1] + 4, VOLUME.max[2] + 3],
};

/** The work on a courtyard, as one thread does it. */
export class CourtyardWork {
  readonly #walk: Tour;
  readonly #seed: number;
  readonly #bodies: Body[];
  readonly #colours: SurfaceColours;

  constructor(settings: TourSettings) {
    const parts: Part[] = planCourtyard(settings.seed);
    this.#walk = planWalk(settings);
    this.#seed = settings.seed;
    this.#bodies = parts.map(({ shape }) => openShape(shape));
    this.#colours = new SurfaceColours({
      bodies: this.#bodies,
      finishes: parts.map(({ finish }) => finish),
      shadows: new Shadows(this.#bodies, LIT),
      nearest: new NearestBody(this.#bodies, LIT),
      extent: LIT,
      focalLengthPixels: pinholeOf(this.#walk.camera).fx,
    });
  }

  /** Takes one photo of the walk. */
  async takePhoto(index: number, folder: string): Promise<void> {
    const shot = this.#walk.shots[index];
    if (!shot) throw new RangeError(`the walk has no photo ${index}`);
    const caster = new RayCaster(this.#bodies, this.#walk.camera, shot);
    await takePhoto({ caster, surface: this.#colours }, this.#walk, index, { folder, seed: this.#seed });
  }
}
