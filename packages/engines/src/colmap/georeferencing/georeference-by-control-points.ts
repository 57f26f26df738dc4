import { mkdir } from 'node:fs/promises';
import type { ControlFrame, ControlPointReport } from '../../local/alignment/fit-to-control-points.ts';
import { factOf } from '../../local/stages/stage.ts';
import type { ColmapContext } from '../commands/colmap-stage.ts';
import { mapperModelFolder } from '../commands/colmap-workspace.ts';

/** The result of georeferencing by control points. */
export interface ControlPointGeoreference {
  /** Undefined if the points are not sufficient; a note says why. */
  frame?: ControlFrame;
  report?: ControlPointReport;
  notes: string[];
}

/** Aligns the model to the job's control points, if there are enough consistent ones. */
export async function georeferenceByControlPoints(context: ColmapContext): Promise<ControlPointGeoreference> {
  const { job, workspace, facts } = context;
  const controlPoints = job.controlPoints ?? [];
  if (controlPoints.length === 0) return { notes: [] };
  await mkdir(workspace.georeferencedFolder, { recursive: true });
  const { frame, problem, report } = await context.geometry('alignToControlPoints', {
    modelFolder: mapperModelFolder(workspace, factOf(facts, 'modelNumber')),
    outputFolder: workspace.georeferencedFolder,
    controlPoints,
    photoNames: new Map(job.photos.map((photo) => [photo.fileName, photo.displayName])),
  });
  const notes = problem === undefined ? [] : [`The control points are not used: ${problem}.`];
  return { frame, report, notes };
}
