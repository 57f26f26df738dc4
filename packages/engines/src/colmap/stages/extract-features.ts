import { existsSync } from 'node:fs';
import type { StageFacts } from '../../local/stages/stage.ts';
import type { LocalPhoto } from '../../local/workspaces/local-job.ts';
import type { MeasuredLens } from '../../port/engine.ts';
import { ReconstructionFailure } from '../../port/failure.ts';
import type { ColmapContext } from '../commands/colmap-stage.ts';
import { missingOutput } from '../commands/missing-output.ts';
import { MIN_MODEL_PHOTOS } from '../commands/model-commands.ts';
import { featureProgress } from '../commands/parse-progress.ts';
import { describeCameras, photosByCamera, turnedPhotosOf } from '../features/cameras.ts';
import { inspectDatabase, setLenses, shareCameras } from '../features/database.ts';
import { extractFeaturesCommand } from '../features/feature-commands.ts';

/** Extracts the features of each photo, and assigns cameras and calibrated lenses. Unreadable photos are left out. */
export async function extractFeatures(context: ColmapContext): Promise<StageFacts> {
  const { job, workspace } = context;
  if (job.photos.length < MIN_MODEL_PHOTOS) throw tooFewPhotos(job.photos.length);
  await context.prepareFeatures();
  await context.colmap(extractFeaturesCommand(context), { parseProgress: featureProgress });
  if (!existsSync(workspace.database)) throw missingOutput('database of features');
  const { photos, described } = inspectDatabase(workspace.database);
  if (photos === 0) {
    throw new ReconstructionFailure(
      'PhotosUnreadable',
      `COLMAP could read none of the ${job.photos.length} photos.`,
    );
  }
  if (described.length === 0) {
    throw new ReconstructionFailure(
      'NoFeatures',
      `None of the ${job.photos.length} photos has distinctive features: are they sharp and well exposed?`,
    );
  }
  const cameras = photosByCamera(job);
  const groups = cameras.map((sharing) => sharing.map((photo) => photo.fileName));
  shareCameras(workspace.database, groups, turnedPhotosOf(job));
  setLenses(workspace.database, cameras.flatMap(firstMeasured));
  return { notes: describeCameras(job) };
}

/** The lens of a shared camera: that of the first photo that has one. */
function firstMeasured(photos: readonly LocalPhoto[]): { fileName: string; lens: MeasuredLens }[] {
  return photos.flatMap(({ fileName, lens }) => (lens ? [{ fileName, lens }] : [])).slice(0, 1);
}

function tooFewPhotos(count: number): ReconstructionFailure {
  const tooFew = count === 1 ? 'One photo is too few' : `${count} photos are too few`;
  return new ReconstructionFailure(
    'TooFewPhotos',
    `${tooFew}: a model needs at least ${MIN_MODEL_PHOTOS} from different places, and 20 or more give a good one.`,
  );
}
