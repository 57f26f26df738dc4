import type { Geodetic } from '@tiepoint/scene';
import type { ModelSummary } from '../../local/geometry/geometry-tasks.ts';
import { factOf } from '../../local/stages/stage.ts';
import type { ColmapContext } from '../commands/colmap-stage.ts';
import { mapperModelFolder } from '../commands/colmap-workspace.ts';
import { alignToPositionsCommand, MAX_POSITION_ERROR_METRES } from './align-command.ts';
import { chooseReferences, type References } from './reference-positions.ts';

/** The result of georeferencing by the positions of the photos. */
export interface PositionGeoreference {
  frame?: { type: 'enu'; origin: Geodetic };
  notes: string[];
}

/** Aligns the model to the positions of its photos, if enough of them have one and most are consistent. */
export async function georeferenceByPositions(context: ColmapContext): Promise<PositionGeoreference> {
  const { job, workspace, facts } = context;
  const registered = new Set(factOf(facts, 'registered'));
  const references = chooseReferences(job.photos.filter((photo) => registered.has(photo.fileName)));
  if (!references) return { notes: [] };
  const modelFolder = mapperModelFolder(workspace, factOf(facts, 'modelNumber'));
  const code = await context.colmap(alignToPositionsCommand(context, modelFolder, references), {
    acceptedCodes: [0, 1],
  });
  const [placed] =
    code === 0 ? await context.geometry('summarizeModels', { folders: [workspace.georeferencedFolder] }) : [];
  if (placed && areMostInliers(placed, references)) {
    return { frame: { type: 'enu', origin: references.origin }, notes: [] };
  }
  return {
    notes: [
      'The positions of the photos contradict each other: the model is not georeferenced, its scale and orientation are unknown.',
    ],
  };
}

/** A robust fit always finds a few inliers; a correct one has a majority of them. */
function areMostInliers(placed: ModelSummary, { positions }: References): boolean {
  const inliers = placed.cameras.filter(({ fileName, centre }) => {
    const at = positions.get(fileName);
    if (!at) return false;
    const metres = Math.hypot(centre[0] - at[0], centre[1] - at[1], centre[2] - at[2]);
    return metres <= MAX_POSITION_ERROR_METRES;
  });
  return inliers.length >= positions.size / 2;
}
