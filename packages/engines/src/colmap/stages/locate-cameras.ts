import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelSummary } from '../../local/geometry/geometry-tasks.ts';
import { notesOnLeftOut } from '../../local/stages/left-out-photos.ts';
import type { StageFacts } from '../../local/stages/stage.ts';
import type { LocalJob } from '../../local/workspaces/local-job.ts';
import { ReconstructionFailure } from '../../port/failure.ts';
import type { ColmapContext } from '../commands/colmap-stage.ts';
import { madeNothing } from '../commands/made-nothing.ts';
import { locateCamerasCommand, MIN_MODEL_PHOTOS } from '../commands/model-commands.ts';
import { mappingProgress } from '../commands/parse-progress.ts';

/** Works out where the photos were taken, and keeps the model that holds most of them. */
export async function locateCameras(context: ColmapContext): Promise<StageFacts> {
  const { job, workspace } = context;
  // The mapper exits with 1 where it finds no model at all.
  const exitCode = await context.colmap(locateCamerasCommand(context), {
    parseProgress: mappingProgress(job.photos.length),
    acceptedCodes: [0, 1],
  });
  const numbers = (await readdir(workspace.sparseFolder)).filter((name) => /^\d+$/.test(name));
  if (numbers.length === 0 && exitCode === 0) throw madeNothing('model of the cameras');
  const folders = numbers.map((number) => join(workspace.sparseFolder, number));
  const models = await context.geometry('summarizeModels', { folders });
  const best = models.reduce((most, model, index) => {
    return model.cameras.length > (models[most]?.cameras.length ?? 0) ? index : most;
  }, 0);
  const [modelNumber, model] = [numbers[best], models[best]];
  if (modelNumber === undefined || model === undefined || model.points === 0) throw noModel(job);
  if (model.cameras.length < MIN_MODEL_PHOTOS) throw tooFewRegistered(job, model);
  const registered = model.cameras.map((camera) => camera.fileName);
  return {
    modelNumber,
    registered,
    points: model.points,
    reprojectionErrorPixels: model.reprojectionErrorPixels,
    notes: notesOnLeftOut(job, registered, models.length),
  };
}

function noModel(job: LocalJob): ReconstructionFailure {
  return new ReconstructionFailure(
    'PhotosDoNotFit',
    `The ${job.photos.length} photos don't fit together: they overlap too little, or were all taken from one spot. Walk around the subject and let each photo share about two thirds of its picture with the next.`,
  );
}

function tooFewRegistered(job: LocalJob, model: ModelSummary): ReconstructionFailure {
  return new ReconstructionFailure(
    'PhotosDoNotFit',
    `Only ${model.cameras.length} of the ${job.photos.length} photos fit together; a model needs at least ${MIN_MODEL_PHOTOS}. Take more photos that overlap by about two thirds.`,
  );
}
