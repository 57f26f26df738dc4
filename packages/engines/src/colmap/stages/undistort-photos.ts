import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { factOf, type StageFacts } from '../../local/stages/stage.ts';
import { ReconstructionFailure } from '../../port/failure.ts';
import type { ColmapContext } from '../commands/colmap-stage.ts';
import { georeferencedModelFolder } from '../commands/colmap-workspace.ts';
import { undistortPhotosCommand } from '../commands/model-commands.ts';
import { undistortProgress } from '../commands/parse-progress.ts';

/** Removes the lens distortion from the registered photos. */
export async function undistortPhotos(context: ColmapContext): Promise<StageFacts> {
  const { workspace, facts } = context;
  const modelFolder = georeferencedModelFolder(
    workspace,
    factOf(facts, 'frame'),
    factOf(facts, 'modelNumber'),
  );
  await context.colmap(undistortPhotosCommand(context, modelFolder), { parseProgress: undistortProgress });
  const registered = factOf(facts, 'registered');
  for (const fileName of registered) {
    if (!(await hasContent(join(workspace.undistortedPhotosFolder, fileName)))) {
      throw new ReconstructionFailure(
        'EngineFailed',
        `COLMAP made no undistorted photo of ${fileName}; start again.`,
      );
    }
  }
  const [model] = await context.geometry('summarizeModels', { folders: [workspace.undistortedModelFolder] });
  if (model?.cameras.length !== registered.length) {
    throw new ReconstructionFailure(
      'EngineFailed',
      'COLMAP lost cameras while undistorting the photos; start again.',
    );
  }
  return {};
}

async function hasContent(path: string): Promise<boolean> {
  try {
    return (await stat(path)).size > 0;
  } catch {
    return false;
  }
}
