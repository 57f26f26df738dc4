import { mkdir } from 'node:fs/promises';
import { isLocal } from '@tiepoint/inspection';
import type { Vector3 } from '@tiepoint/scene';
import { chooseFrame } from '../../local/alignment/choose-frame.ts';
import type { EnuFrame, Frame } from '../../local/alignment/frame.ts';
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
  const aligned: Frame = byPoints.frame ?? byPositions?.frame ?? { type: 'local' };
  const centres = aligned.type === 'local' ? [] : await readCentres(context);
  const placed = withHeights(aligned, context, { byPoints: byPoints.frame !== undefined });
  const { frame, notes } = await chooseFrame(placed, {
    coordinateSystem: job.options.coordinateSystem,
    systems: context.coordinateSystems,
    centres,
  });
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

/** Where the cameras of the placed model are; throws if some were lost. */
async function readCentres({ workspace, facts, geometry }: ColmapContext): Promise<Vector3[]> {
  const [placed] = await geometry('summarizeModels', { folders: [workspace.georeferencedFolder] });
  if (placed?.cameras.length === factOf(facts, 'registered').length) {
    return placed.cameras.map(({ centre }) => centre);
  }
  throw new ReconstructionFailure(
    'EngineFailed',
    'A part of the model was lost while it was georeferenced; start again.',
  );
}

/**
 * Altitudes of control points are above the ellipsoid, those of photos above what the task says, or what all photos
 * state.
 */
function withHeights(
  frame: Frame,
  { job, facts }: ColmapContext,
  { byPoints }: { byPoints: boolean },
): Frame {
  if (frame.type !== 'enu' || frame.heightsAbove) return frame;
  if (byPoints) return { ...frame, heightsAbove: 'ellipsoid' };
  const { altitudesAbove } = job.options;
  if (altitudesAbove) return { ...frame, heightsAbove: altitudesAbove };
  const registered = new Set(factOf(facts, 'registered'));
  const references = new Set<EnuFrame['heightsAbove']>();
  for (const { fileName, position } of job.photos) {
    if (!position || isLocal(position) || !registered.has(fileName)) continue;
    if (position.altitude !== undefined) references.add(position.altitudeAbove);
  }
  const [heightsAbove] = references;
  return references.size === 1 && heightsAbove ? { ...frame, heightsAbove } : frame;
}
