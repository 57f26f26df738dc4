import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelSummary } from '../../local/geometry/geometry-tasks.ts';
import { describeLeftOutPhotos } from '../../local/stages/left-out-photos.ts';
import type { StageFacts } from '../../local/stages/stage.ts';
import type { LocalJob } from '../../local/workspaces/local-job.ts';
import { ReconstructionFailure } from '../../port/failure.ts';
import type { ColmapContext } from '../commands/colmap-stage.ts';
import { mapperModelFolder } from '../commands/colmap-workspace.ts';
import { missingOutput } from '../commands/missing-output.ts';
import { MIN_MODEL_PHOTOS, mapperCommand } from '../commands/model-commands.ts';
import { mapperProgress } from '../commands/parse-progress.ts';
import { turnedPhotosOf } from '../features/cameras.ts';

/** Runs structure from motion, and keeps the sparse model with the most registered photos. */
export async function reconstructSparseModel(context: ColmapContext): Promise<StageFacts> {
  const { job, workspace } = context;
  // The mapper exits with 1 if it finds no model.
  const exitCode = await context.colmap(mapperCommand(context), {
    parseProgress: mapperProgress(job.photos.length),
    acceptedCodes: [0, 1],
  });
  const numbers = (await readdir(workspace.sparseFolder)).filter((name) => /^\d+$/.test(name));
  if (numbers.length === 0 && exitCode === 0) throw missingOutput('sparse model');
  const folders = numbers.map((number) => join(workspace.sparseFolder, number));
  const models = await context.geometry('summarizeModels', { folders });
  const best = models.reduce((most, model, index) => {
    return model.cameras.length > (models[most]?.cameras.length ?? 0) ? index : most;
  }, 0);
  const [modelNumber, model] = [numbers[best], models[best]];
  if (modelNumber === undefined || model === undefined || model.points === 0) throw noModel(job);
  if (model.cameras.length < MIN_MODEL_PHOTOS) throw tooFewRegistered(job, model);
  const turned = turnedPhotosOf(job).map(({ fileName }) => fileName);
  if (turned.length > 0) {
    const folder = mapperModelFolder(workspace, modelNumber);
    await context.geometry('turnPhotosBack', { folder, fileNames: turned });
  }
  const registered = model.cameras.map((camera) => camera.fileName);
  return {
    modelNumber,
    registered,
    points: model.points,
    reprojectionErrorPixels: model.reprojectionErrorPixels,
    notes: describeLeftOutPhotos(job, registered, models.length),
  };
}

function noModel(job: LocalJob): ReconstructionFailure {
  return new ReconstructionFailure(
    'PhotosDoNotFit',
    `The ${job.photos.length} photos can't be registered: they overlap too little, or were all taken from one spot. Move around the subject, with an overlap of about two thirds from photo to photo.`,
  );
}

function tooFewRegistered(job: LocalJob, model: ModelSummary): ReconstructionFailure {
  return new ReconstructionFailure(
    'PhotosDoNotFit',
    `Only ${model.cameras.length} of the ${job.photos.length} photos can be registered; a model needs at least ${MIN_MODEL_PHOTOS}. Take more photos that overlap by about two thirds.`,
  );
}
