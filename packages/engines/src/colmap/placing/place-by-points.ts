import { mkdir } from 'node:fs/promises';
import type { ControlFrame, ControlPointReport } from '../../local/alignment/fit-to-points.ts';
import { factOf } from '../../local/stages/stage.ts';
import type { ColmapContext } from '../commands/colmap-stage.ts';
import { locatedModelFolder } from '../commands/colmap-workspace.ts';

/** What came of a try to place a model by control points. */
export interface PointPlacement {
  /** Undefined where the points don't do; a note says why. */
  frame?: ControlFrame;
  report?: ControlPointReport;
  notes: string[];
}

/** Moves the model onto the job's control points, where there are enough good ones. */
export async function placeByPoints(context: ColmapContext): Promise<PointPlacement> {
  const { job, workspace, facts } = context;
  const controlPoints = job.controlPoints ?? [];
  if (controlPoints.length === 0) return { notes: [] };
  await mkdir(workspace.placedFolder, { recursive: true });
  const { frame, problem, report } = await context.geometry('alignToPoints', {
    modelFolder: locatedModelFolder(workspace, factOf(facts, 'modelNumber')),
    outputFolder: workspace.placedFolder,
    controlPoints,
    photoNames: new Map(job.photos.map((photo) => [photo.fileName, photo.displayName])),
  });
  const notes = problem === undefined ? [] : [`The control points are not used: ${problem}.`];
  return { frame, report, notes };
}
