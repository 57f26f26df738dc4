import type { View } from '../capture/render-photo.ts';
import type { Survey, SurveySettings } from '../capture/survey.ts';
import { takePhoto } from '../capture/take-photo.ts';
import { paintFace } from './colours/face-colour.ts';
import { paintGround } from './colours/ground-colour.ts';
import { castShadows, measureAmbient } from './colours/lighting.ts';
import { SurfaceColours } from './colours/surface-colours.ts';
import { planFlight } from './flight.ts';
import { raiseRelief } from './land/relief.ts';
import {
  type LandscapePlan,
  type LandscapeRasters,
  planLandscape,
  raiseSurface,
  reliefOf,
} from './landscape.ts';
import { RayCaster } from './ray-caster.ts';

/** A piece of the landscape for one thread; rows and faces run from `from` up to, not including, `to`. */
export type LandscapeTask =
  | { kind: 'relief' | 'ground' | 'faces'; from: number; to: number }
  | { kind: 'surface' | 'ambient' };

/** The work on a landscape, as one thread does it: its own plan from the settings, and the shared rasters. */
export class LandscapeWork {
  readonly #flight: Survey;
  readonly #plan: LandscapePlan;
  readonly #rasters: LandscapeRasters;
  #view: View | undefined;

  constructor(settings: SurveySettings, rasters: LandscapeRasters) {
    this.#flight = planFlight(settings);
    this.#plan = planLandscape(settings.seed, this.#flight);
    this.#rasters = rasters;
  }

  /** Does one task; the stages before its own, in the order of `planStages`, must be done. */
  build(task: LandscapeTask): void {
    const plan = this.#plan;
    const rasters = this.#rasters;
    const relief = reliefOf(plan, rasters);
    const shadow = { grid: plan.reliefGrid, values: rasters.shadow };
    switch (task.kind) {
      case 'relief': {
        const scene = { seed: plan.seed, parcels: plan.parcels, plants: plan.settlement.plants };
        raiseRelief(relief, scene, task);
        return;
      }
      case 'surface':
        raiseSurface(plan, rasters);
        castShadows({ grid: plan.reliefGrid, values: rasters.surface }, rasters.shadow);
        return;
      case 'ambient':
        measureAmbient({ grid: plan.reliefGrid, values: rasters.surface }, rasters.ambient);
        return;
      case 'ground': {
        const { seed, parcels, patches } = plan;
        const scene = { seed, parcels, patches, relief, shadow, ambient: rasters.ambient };
        paintGround(scene, { grid: plan.groundGrid, colours: rasters.ground }, task);
        return;
      }
      case 'faces': {
        const atlas = { colours: rasters.faces, texelMetres: plan.faceTexelMetres };
        for (const face of plan.shapes.textures.slice(task.from, task.to)) {
          paintFace(face, atlas, shadow);
        }
      }
    }
  }

  /** Takes one photo of the finished landscape. */
  async takePhoto(index: number, folder: string): Promise<void> {
    this.#view ??= this.#openView();
    await takePhoto(this.#view, { survey: this.#flight, index, seed: this.#plan.seed }, folder);
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
