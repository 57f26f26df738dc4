import { join } from 'node:path';
import { type Flight, planFlight } from './flight.ts';
import { paintFace } from './landscape/face-colour.ts';
import { paintGround } from './landscape/ground-colour.ts';
import {
  type LandscapePlan,
  type LandscapeRasters,
  planLandscape,
  raiseSurface,
  reliefOf,
} from './landscape/landscape.ts';
import { castShadows, measureAmbient } from './landscape/lighting.ts';
import { raiseRelief } from './landscape/relief.ts';
import { RayCaster } from './photo/ray-caster.ts';
import { renderPhoto, type View } from './photo/render-photo.ts';
import { SurfaceColours } from './photo/surface-colours.ts';
import { writePhoto } from './photo/write-photo.ts';

/** What determines the scene: the same settings make the same pixels. */
export interface SceneSettings {
  seed: number;
  photos: number;
  width: number;
  height: number;
}

/** A piece of work for one thread; rows and faces run from `from` up to, not including, `to`. */
export type Task =
  | { kind: 'relief' | 'ground' | 'faces'; from: number; to: number }
  | { kind: 'surface' | 'ambient' }
  | { kind: 'photo'; index: number; folder: string };

/** The work on one scene, as one thread does it: its own plan from the settings, and the shared rasters. */
export class SceneWork {
  readonly #flight: Flight;
  readonly #plan: LandscapePlan;
  readonly #rasters: LandscapeRasters;
  #view: View | undefined;

  constructor(settings: SceneSettings, rasters: LandscapeRasters) {
    this.#flight = planFlight(settings);
    this.#plan = planLandscape(settings.seed, this.#flight);
    this.#rasters = rasters;
  }

  /** Does one task; the stages before its own, in the order of `generateScene`, must be done. */
  async run(task: Task): Promise<void> {
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
        return;
      }
      case 'photo':
        await this.#takePhoto(task.index, task.folder);
    }
  }

  async #takePhoto(index: number, folder: string): Promise<void> {
    const flight = this.#flight;
    const shot = flight.shots[index];
    if (!shot) throw new RangeError(`the flight has no photo ${index}`);
    this.#view ??= this.#openView();
    const { width, height } = flight.intrinsics;
    const rgb = renderPhoto(this.#view, flight.intrinsics, shot, (this.#plan.seed + 31) * 7919 + index);
    await writePhoto(join(folder, shot.name), { rgb, width, height }, shot);
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
