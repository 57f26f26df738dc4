import { planFlight } from '../flight.ts';
import type { View } from '../photo/render-photo.ts';
import { takePhoto } from '../photo/take-photo.ts';
import type { Tour, TourSettings } from '../tour.ts';
import { paintFace } from './face-colour.ts';
import { paintGround } from './ground-colour.ts';
import {
  type LandscapePlan,
  type LandscapeRasters,
  planLandscape,
  raiseSurface,
  reliefOf,
} from './landscape.ts';
import { castShadows, measureAmbient } from './lighting.ts';
import { RayCaster } from './ray-caster.ts';
import { raiseRelief } from './relief.ts';
import { SurfaceColours } from './surface-colours.ts';

/** A piece of the landscape for one thread; rows and faces run from `from` up to, not including, `to`. */
export type LandscapeTask =
  | { kind: 'relief' | 'ground' | 'faces'; from: number; to: number }
  | { kind: 'surface' | 'ambient' };

/** The work on a landscape, as one thread does it: its own plan from the settings, and the shared rasters. */
export class LandscapeWork {
  readonly #flight: Tour;
  readonly #plan: LandscapePlan;
  readonly #rasters: LandscapeRasters;
  #view: View | undefined;

  constructor(settings: TourSettings, rasters: LandscapeRasters) {
    this.#flight = planFlight(settings);
    this.#plan = planLandscape(settings.seed, this.#flight);
    this.#rasters = rasters;
  }

  /** Does one task; the stages before its own, in the order of `planStages`, must be done. */
  build(task: LandscapeTask): void {
    const plan = this.#plan;
    const rasters = this.#rasters;
    const relief = reliefOf(plan, rasters);
    switch (task.kind) {
      case 'relief': {
        const scene = { seed: plan.seed, parcels: plan.parcels, plants: plan.settlement.plants };
        raiseRelief(relief, scene, task.from, task.to);
        return;
      }
      case 'surface':
        raiseSurface(plan, rasters);
        castShadows(plan.reliefGrid, rasters.surface, rasters.shadow);
        return;
      case 'ambient':
        measureAmbient(plan.reliefGrid, rasters.surface, rasters.ambient);
        return;
      case 'ground': {
        const { seed, parcels, patches } = plan;
        const scene = { seed, parcels, patches, relief, shadow: rasters.shadow, ambient: rasters.ambient };
        paintGround(scene, plan.groundGrid, rasters.ground, task.from, task.to);
        return;
      }
      case 'faces': {
        const sky = { grid: plan.reliefGrid, shadow: rasters.shadow };
        for (const face of plan.shapes.textures.slice(task.from, task.to)) {
          paintFace(face, plan.faceTexelMetres, sky, rasters.faces);
        }
      }
    }
  }

  /** Takes one photo of the finished landscape. */
  async takePhoto(index: number, folder: string): Promise<void> {
    this.#view ??= this.#openView();
    await takePhoto(this.#view, this.#flight, index, { folder, seed: this.#plan.seed });
  }

  #openView(): View {
    const plan = this.#plan;
    const shape = { relief: reliefOf(plan, this.#rasters), shapes: plan.shapes };
    const surface = new SurfaceColours({
      ...shape,
      ground: { grid: plan.groundGrid, colours: this.#rasters.ground },
      atlas: { colours: this.#rasters.faces, texelMetres: plan.faceTexelMetres },
    });
    return { caster: new RayCaster(shape), surface };
  }
}
