import { mkdir } from 'node:fs/promises';
import { chooseFrame } from '../../local/alignment/choose-frame.ts';
import type { Frame } from '../../local/alignment/frame.ts';
import { factOf, type StageFacts } from '../../local/stages/stage.ts';
import { ReconstructionFailure } from '../../port/failure.ts';
import type { ColmapContext } from '../commands/colmap-stage.ts';
import { placedModelFolder } from '../commands/colmap-workspace.ts';
import { placeByPoints } from '../placing/place-by-points.ts';
import { placeByPositions } from '../placing/place-by-positions.ts';

/**
 * Gives the model metres and a north where control points or the photos' own positions allow it (elsewhere it is only
 * turned upright, whenever it is read), and writes its points and cameras for people.
 */
export async function placeModel(context: ColmapContext): Promise<StageFacts> {
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

async function assertWhole({ workspace, facts, geometry }: ColmapContext): Promise<void> {
  const [placed] = await geometry('summarizeModels', { folders: [workspace.placedFolder] });
  if (placed?.cameras.length === factOf(facts, 'registered').length) return;
  throw new ReconstructionFailure(
    'EngineFailed',
    'A part of the model was lost while it was placed; start again.',
  );
}
