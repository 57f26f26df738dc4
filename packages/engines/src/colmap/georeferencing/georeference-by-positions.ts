import { mkdir } from 'node:fs/promises';
import type { EnuFrame, OwnFrame } from '../../local/alignment/frame.ts';
import { factOf } from '../../local/stages/stage.ts';
import type { PositionReport } from '../../port/engine.ts';
import type { ColmapContext } from '../commands/colmap-stage.ts';
import { mapperModelFolder } from '../commands/colmap-workspace.ts';

/** The result of georeferencing by the positions of the photos. */
export interface PositionGeoreference {
  /** Undefined if the positions can't place the model; a note says why, unless there are none. */
  frame?: EnuFrame | OwnFrame;
  positions?: PositionReport;
  notes: string[];
}

/** Places the model by the positions of its photos, if most of them agree. */
export async function georeferenceByPositions(context: ColmapContext): Promise<PositionGeoreference> {
  const { job, workspace, facts } = context;
  if (!job.photos.some(({ position }) => position)) return { notes: [] };
  await mkdir(workspace.georeferencedFolder, { recursive: true });
  const { frame, report, notes } = await context.geometry('alignToPositions', {
    modelFolder: mapperModelFolder(workspace, factOf(facts, 'modelNumber')),
    outputFolder: workspace.georeferencedFolder,
    photos: job.photos,
  });
  if (!report) return { frame, notes };
  const names = new Map(job.photos.map((photo) => [photo.fileName, photo.displayName]));
  const rejected = report.rejected.map(({ fileName, reason, metres }) => {
    return { photo: names.get(fileName) ?? fileName, reason, metres };
  });
  return { frame, positions: { ...report, rejected }, notes };
}
