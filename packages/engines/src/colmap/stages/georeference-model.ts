import { mkdir } from 'node:fs/promises';
import { chooseFrame } from '../../local/alignment/choose-frame.ts';
import type { Frame } from '../../local/alignment/frame.ts';
import { factOf, type StageFacts } from '../../local/stages/stage.ts';
import { ReconstructionFailure } from '../../port/failure.ts';
import type { ColmapContext } from '../commands/colmap-stage.ts';
import { georeferencedModelFolder } from '../commands/colmap-workspace.ts';
import { georeferenceByControlPoints } from '../georeferencing/georeference-by-control-points.ts';
import { georeferenceByPositions } from '../georeferencing/georeference-by-positions.ts';

/**
 * Georeferences the model by control points, else by the positions of its photos; without either, it is only turned
 * upright whenever it is read. Exports its points and cameras.
 */
export async function georeferenceModel(context: ColmapContext): Promise<StageFacts> {
  const { job, workspace, facts } = context;
  const byPoints = await georeferenceByControlPoints(context);
  const byPositions = byPoints.frame ? undefined : await georeferenceByPositions(context);
  const placed: Frame = byPoints.frame ?? byPositions?.frame ?? { type: 'local' };
  if (placed.type !== 'local') await assertWhole(context);
  const { frame, notes } = chooseFrame(placed, job.options.coordinateSystem);
  await mkdir(workspace.outputsFolder, { recursive: true });
  await context.geometry('exportSparseModel', {
    modelFolder: georeferencedModelFolder(workspace, frame, factOf(facts, 'modelNumber')),
    frame,
    pointsPath: workspace.pointsFile,
    camerasPath: workspace.camerasFile,
    photoNames: new Map(job.photos.map((photo) => [photo.fileName, photo.displayName])),
  });
  return {
    ...{ frame, ...byPoints.report, positions: byPositions?.positions },
    notes: [...byPoints.notes, ...(byPositions?.notes ?? []), ...notes],
  };
}

async function assertWhole({ workspace, facts, geometry }: ColmapContext): Promise<void> {
  const [placed] = await geometry('summarizeModels', { folders: [workspace.georeferencedFolder] });
  if (placed?.cameras.length === factOf(facts, 'registered').length) return;
  throw new ReconstructionFailure(
    'EngineFailed',
    'A part of the model was lost while it was georeferenced; start again.',
  );
}
