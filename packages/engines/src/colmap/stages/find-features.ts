import { existsSync } from 'node:fs';
import type { MeasuredLens } from '../../engine.ts';
import { ReconstructionFailure } from '../../failure.ts';
import { photosByCamera } from '../cameras.ts';
import { madeNothing } from '../colmap-faults.ts';
import type { ColmapPhoto } from '../colmap-job.ts';
import { findFeaturesCommand, MIN_MODEL_PHOTOS } from '../commands.ts';
import { inspectDatabase, setLenses, shareCameras } from '../database.ts';
import { featureProgress } from '../parse-progress.ts';
import type { StageContext, StageFacts } from '../stage.ts';

/** Finds points in each photo that can be found again in others. Unreadable photos are left out. */
export async function findFeatures(context: StageContext): Promise<StageFacts> {
  const { job, workspace } = context;
  if (job.photos.length < MIN_MODEL_PHOTOS) throw tooFewPhotos(job.photos.length);
  await context.prepareFeatures();
  await context.colmap(findFeaturesCommand(context), { parseProgress: featureProgress });
  if (!existsSync(workspace.database)) throw madeNothing('database of features');
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
      `None of the ${job.photos.length} photos shows anything that can be told apart: are they sharp and well lit?`,
    );
  }
  const cameras = photosByCamera(job);
  const groups = cameras.map((sharing) => sharing.map((photo) => photo.fileName));
  shareCameras(workspace.database, groups);
  setLenses(workspace.database, cameras.flatMap(firstMeasured));
  return {};
}

/** Photos that share a camera share its lens: one of them is enough. */
function firstMeasured(photos: readonly ColmapPhoto[]): { fileName: string; lens: MeasuredLens }[] {
  return photos.flatMap(({ fileName, lens }) => (lens ? [{ fileName, lens }] : [])).slice(0, 1);
}

function tooFewPhotos(count: number): ReconstructionFailure {
  const tooFew = count === 1 ? 'One photo is too few' : `${count} photos are too few`;
  return new ReconstructionFailure(
    'TooFewPhotos',
    `${tooFew}: a model needs at least ${MIN_MODEL_PHOTOS} from different places, and gets good with 20 or more.`,
  );
}
