import type { SurveySettings } from '../capture/survey.ts';
import { CourtyardWork } from '../courtyard/courtyard-work.ts';
import type { LandscapeRasters } from '../landscape/landscape.ts';
import { type LandscapeTask, LandscapeWork } from '../landscape/landscape-work.ts';

/** What a thread is started with: all that it needs to make its own plan of the scene. */
export type SceneStart =
  | { scene: 'landscape'; settings: SurveySettings; rasters: LandscapeRasters }
  | { scene: 'courtyard'; settings: SurveySettings };

/** A piece of work for one thread. */
export type Task = LandscapeTask | { kind: 'photo'; index: number; folder: string };

/** Opens the work of one thread on a scene; the returned function does one task. */
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
