import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ReconstructionFailure } from '../../failure.ts';
import { madeNothing } from '../colmap-faults.ts';
import type { ColmapJob } from '../colmap-job.ts';
import { locateCamerasCommand, MIN_MODEL_PHOTOS } from '../commands.ts';
import type { ModelSummary } from '../geometry-tasks.ts';
import { notesOnLeftOut } from '../left-out-photos.ts';
import { mappingProgress } from '../parse-progress.ts';
import type { StageContext, StageFacts } from '../stage.ts';

/** Works out where the photos were taken, and keeps the model that holds most of them. */
export async function locateCameras(context: StageContext): Promise<StageFacts> {
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

function noModel(job: ColmapJob): ReconstructionFailure {
  return new ReconstructionFailure(
    'PhotosDoNotFit',
    `The ${job.photos.length} photos don't fit together: they overlap too little, or were all taken from one spot. Walk around the subject and let each photo share about two thirds of its picture with the next.`,
  );
}

function tooFewRegistered(job: ColmapJob, model: ModelSummary): ReconstructionFailure {
  return new ReconstructionFailure(
    'PhotosDoNotFit',
    `Only ${model.cameras.length} of the ${job.photos.length} photos fit together; a model needs at least ${MIN_MODEL_PHOTOS}. Take more photos that overlap by about two thirds.`,
  );
}
