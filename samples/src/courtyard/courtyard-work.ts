import { pinholeOf } from '@tiepoint/scene';
import type { Survey, SurveySettings } from '../capture/survey.ts';
import { takePhoto } from '../capture/take-photo.ts';
import type { Body, Extent } from './bodies/body.ts';
import { NearestBody } from './bodies/nearest-body.ts';
import { openShape } from './bodies/open-shape.ts';
import { RayCaster } from './bodies/ray-caster.ts';
import { Shadows } from './bodies/shadows.ts';
import { SurfaceColours } from './colours/surface-colours.ts';
import { planCourtyard, VOLUME } from './courtyard.ts';
import type { Part } from './parts/part.ts';
import { planWalk } from './walk.ts';

/** Shadows and dark corners reach a little beyond the compared volume, metres. */
const LIT: Extent = {
  min: [VOLUME.min[0] - 1, VOLUME.min[1] - 5, -0.1],
  max: [VOLUME.max[0] + 1, VOLUME.max[1] + 4, VOLUME.max[2] + 3],
};

/** The work on a courtyard, as one thread does it. */
export class CourtyardWork {
  readonly #walk: Survey;
  readonly #seed: number;
  readonly #bodies: Body[];
  readonly #colours: SurfaceColours;

  constructor(settings: SurveySettings) {
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
    const view = { caster, surface: this.#colours };
    await takePhoto(view, { survey: this.#walk, index, seed: this.#seed }, folder);
  }
}
