import { mkdir } from 'node:fs/promises';
import { MAX_POSITION_ERROR_METERS, placeByPositionsCommand } from '../commands.ts';
import { ReconstructionFailure } from '../failure.ts';
import type { Frame, ModelSummary } from '../geometry-tasks.ts';
import { chooseReferences, type References } from '../reference-positions.ts';
import { factOf, type StageContext, type StageFacts } from '../stage.ts';
import { locatedModelFolder, placedModelFolder } from '../workspace.ts';

/**
 * Gives the model metres and a north where the photos know their positions (elsewhere it is only turned
 * upright, whenever it is read), and writes its points and cameras for people.
 */
export async function placeModel(context: StageContext): Promise<StageFacts> {
  const { job, workspace, facts } = context;
  const registered = new Set(factOf(facts, 'registered'));
  const references = chooseReferences(job.photos.filter((photo) => registered.has(photo.fileName)));
  const placed = references !== undefined && (await placeByPositions(context, references));
  const frame: Frame = placed ? { type: 'enu', origin: references.origin } : { type: 'local' };
  await mkdir(workspace.outputsFolder, { recursive: true });
  await context.geometry('exportSparseModel', {
    modelFolder: placedModelFolder(workspace, frame, factOf(facts, 'modelNumber')),
    frame,
    pointsPath: workspace.pointsFile,
    camerasPath: workspace.camerasFile,
    photoNames: new Map(job.photos.map((photo) => [photo.fileName, photo.displayName])),
  });
  const contradictory = references !== undefined && !placed;
  const note =
    "The positions in the photos contradict each other: the model's size and heading are not known.";
  return { frame, notes: contradictory ? [note] : [] };
}

/** Whether the model lies where most photos say. */
async function placeByPositions(context: StageContext, references: References): Promise<boolean> {
  const { workspace, facts } = context;
  const modelFolder = locatedModelFolder(workspace, factOf(facts, 'modelNumber'));
  const code = await context.colmap(placeByPositionsCommand(context, modelFolder, references), {
    acceptedCodes: [0, 1],
  });
  if (code !== 0) return false;
  const [placed] = await context.geometry('summarizeModels', { folders: [workspace.placedFolder] });
  if (placed?.cameras.length !== factOf(facts, 'registered').length) {
    throw new ReconstructionFailure(
      'EngineFailed',
      'COLMAP lost a part of the model while placing it; start again.',
    );
  }
  return mostAgree(placed, references);
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
