import { CourtyardWork } from './courtyard/courtyard-work.ts';
import type { LandscapeRasters } from './landscape/landscape.ts';
import { type LandscapeTask, LandscapeWork } from './landscape/landscape-work.ts';
import type { TourSettings } from './tour.ts';

/** What a thread is started with: all that it needs to make its own plan of the scene. */
export type SceneStart =
  | { scene: 'landscape'; settings: TourSettings; rasters: LandscapeRasters }
  | { scene: 'courtyard'; settings: TourSettings };

/** A piece of work for one thread. */
export type Task = LandscapeTask | { kind: 'photo'; index: number; folder: string };

/** Opens the work on one scene, as one thread does it: the function does one task. */
export function openSceneWork(start: SceneStart): (task: Task) => Promise<void> {
  if (start.scene === 'courtyard') {
    const courtyard = new CourtyardWork(start.settings);
    return async (task) => {
      if (task.kind !== 'photo') throw new RangeError(`a courtyard has no task ${task.kind}`);
      await courtyard.takePhoto(task.index, task.folder);
    };
  }
  const landscape = new LandscapeWork(start.settings, start.rasters);
  return async (task) => {
    if (task.kind === 'photo') await landscape.takePhoto(task.index, task.folder);
    else landscape.build(task);
  };
}
