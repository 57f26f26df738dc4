import type { Geodetic } from '@tiepoint/scene';
import type { ModelSummary } from '../../local/geometry/geometry-tasks.ts';
import { factOf } from '../../local/stages/stage.ts';
import type { ColmapContext } from '../commands/colmap-stage.ts';
import { locatedModelFolder } from '../commands/colmap-workspace.ts';
import { MAX_POSITION_ERROR_METERS, placeByPositionsCommand } from './placing-command.ts';
import { chooseReferences, type References } from './reference-positions.ts';

/** What came of a try to place a model by its photos' positions. */
export interface PositionPlacement {
  frame?: { type: 'enu'; origin: Geodetic };
  notes: string[];
}

/** Moves the model to where most of its photos say that they were taken, where enough of them say it. */
export async function placeByPositions(context: ColmapContext): Promise<PositionPlacement> {
  const { job, workspace, facts } = context;
  const registered = new Set(factOf(facts, 'registered'));
  const references = chooseReferences(job.photos.filter((photo) => registered.has(photo.fileName)));
  if (!references) return { notes: [] };
  const modelFolder = locatedModelFolder(workspace, factOf(facts, 'modelNumber'));
  const code = await context.colmap(placeByPositionsCommand(context, modelFolder, references), {
    acceptedCodes: [0, 1],
  });
  const [placed] =
    code === 0 ? await context.geometry('summarizeModels', { folders: [workspace.placedFolder] }) : [];
  if (placed && mostAgree(placed, references)) {
    return { frame: { type: 'enu', origin: references.origin }, notes: [] };
  }
  return {
    notes: ["The positions in the photos contradict each other: the model's size and heading are not known."],
  };
}

/** A robust fit always finds a few positions that agree; a true one agrees with most. */
function mostAgree(placed: ModelSummary, { positions }: References): boolean {
  const agreeing = placed.cameras.filter(({ fileName, centre }) => {
    const at = positions.get(fileName);
    if (!at) return false;
    const meters = Math.hypot(centre[0] - at[0], centre[1] - at[1], centre[2] - at[2]);
    return meters <= MAX_POSITION_ERROR_METERS;
  });
  return agreeing.length >= positions.size / 2;
}
