import { mkdir } from 'node:fs/promises';
import { ReconstructionFailure } from '../../failure.ts';
import { chooseFrame } from '../alignment/choose-frame.ts';
import { placeByPoints } from '../alignment/place-by-points.ts';
import { placeByPositions } from '../alignment/place-by-positions.ts';
import type { Frame } from '../geometry-tasks.ts';
import { factOf, type StageContext, type StageFacts } from '../stage.ts';
import { placedModelFolder } from '../workspace.ts';

/**
 * Gives the model metres and a north where control points or the photos' own positions allow it (elsewhere it is only
 * turned upright, whenever it is read), and writes its points and cameras for people.
 */
export async function placeModel(context: StageContext): Promise<StageFacts> {
  const { job, workspace, facts } = context;
  const byPoints = await placeByPoints(context);
  const byPositions = byPoints.frame ? undefined : await placeByPositions(context);
  const placed: Frame = byPoints.frame ?? byPositions?.frame ?? { type: 'local' };
  if (placed.type !== 'local') await assertWhole(context);
  const { frame, notes } = chooseFrame(placed, job.options.coordinateSystem);
  await mkdir(workspace.outputsFolder, { recursive: true });
  await context.geometry('exportSparseModel', {
    modelFolder: placedModelFolder(workspace, frame, factOf(facts, 'modelNumber')),
    frame,
    pointsPath: workspace.pointsFile,
    camerasPath: workspace.camerasFile,
    photoNames: new Map(job.photos.map((photo) => [photo.fileName, photo.displayName])),
  });
  return { frame, ...byPoints.report, notes: [...byPoints.notes, ...(byPositions?.notes ?? []), ...notes] };
}

async function assertWhole({ workspace, facts, geometry }: StageContext): Promise<void> {
  const [placed] = await geometry('summarizeModels', { folders: [workspace.placedFolder] });
  if (placed?.cameras.length === factOf(facts, 'registered').length) return;
  throw new ReconstructionFailure(
    'EngineFailed',
    'A part of the model was lost while it was placed; start again.',
  );
}
