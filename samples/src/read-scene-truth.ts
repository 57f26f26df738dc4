import { courtyardShape, readCourtyardTruth } from './courtyard/courtyard-truth.ts';
import { landscapeShape } from './landscape/landscape-shape.ts';
import type { SceneName } from './scene-settings.ts';
import type { TrueShape } from './true-shape.ts';
import { type CameraTruth, readTruth } from './truth.ts';

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
  const truth = await readTruth(folder);
  return { cameras: truth, shape: landscapeShape(truth) };
}
