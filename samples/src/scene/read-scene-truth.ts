import { courtyardShape, readCourtyardTruth } from '../courtyard/courtyard-truth.ts';
import { landscapeShape } from '../landscape/landscape-shape.ts';
import { readLandscapeTruth } from '../landscape/landscape-truth.ts';
import type { CameraTruth } from '../truth/camera-truth.ts';
import type { TrueShape } from '../truth/true-shape.ts';
import type { SceneName } from './scene-settings.ts';

/** What a reconstruction of any scene is compared with. */
export interface SceneTruth {
  cameras: CameraTruth;
  shape: TrueShape;
}

/** Reads the truth of a generated scene from its folder. */
export async function readSceneTruth(folder: string, scene: SceneName): Promise<SceneTruth> {
  if (scene === 'courtyard') {
    const truth = await readCourtyardTruth(folder);
    return { cameras: truth, shape: courtyardShape(truth) };
  }
  const truth = await readLandscapeTruth(folder);
  return { cameras: truth, shape: landscapeShape(truth) };
}
