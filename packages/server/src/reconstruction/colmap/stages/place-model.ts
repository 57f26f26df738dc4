import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MAX_POSITION_ERROR_METERS, placeByPositionsCommand, placeUprightCommands } from '../commands.ts';
import { ReconstructionFailure } from '../failure.ts';
import type { Frame, ModelSummary } from '../geometry-tasks.ts';
import { chooseReferences, type References, referencesText } from '../reference-positions.ts';
import { factOf, type StageContext, type StageFacts } from '../stage.ts';

/**
 * Gives the model metres and a north where the photos know their positions, at least an upright stand where
 * they don't, and writes its points and cameras for people.
 */
export async function placeModel(context: StageContext): Promise<StageFacts> {
  const { job, workspace } = context;
  const modelFolder = join(workspace.sparseFolder, factOf(context.facts, 'modelNumber'));
  const registered = new Set(factOf(context.facts, 'registered'));
  const references = chooseReferences(job.photos.filter((photo) => registered.has(photo.fileName)));
  const georeferenced =
    references !== undefined && (await placeByPositions(context, modelFolder, references));
  if (!georeferenced) await placeUpright(context, modelFolder);
  const frame: Frame = georeferenced ? { type: 'enu', origin: references.origin } : { type: 'local' };
  await exportSparseModel(context, frame);
  const positionsFailed = references !== undefined && !georeferenced;
  return {
    frame,
    notes: positionsFailed
      ? ["The positions in the photos contradict each other, so the model's size and heading are not known."]
      : [],
  };
}

/** Whether the model lies where the photos say. */
async function placeByPositions(
  context: StageContext,
  modelFolder: string,
  references: References,
): Promise<boolean> {
  await mkdir(context.workspace.placedFolder, { recursive: true });
  const command = placeByPositionsCommand(context, modelFolder, referencesText(references));
  const code = await context.colmap(command, { acceptedCodes: [0, 1] });
  if (code !== 0) return false;
  const placed = await summaryOfPlaced(context);
  return mostAgree(placed, references);
}

async function placeUpright(context: StageContext, modelFolder: string): Promise<void> {
  await rm(context.workspace.placedFolder, { recursive: true, force: true });
  await mkdir(context.workspace.placedFolder, { recursive: true });
  for (const command of placeUprightCommands(context, modelFolder)) await context.colmap(command);
  await summaryOfPlaced(context);
}

async function summaryOfPlaced({ geometry, workspace, facts }: StageContext): Promise<ModelSummary> {
  const [placed] = await geometry('summarizeModels', { folders: [workspace.placedFolder] });
  if (placed?.cameras.length !== factOf(facts, 'registered').length || placed.points === 0) {
    throw new ReconstructionFailure('COLMAP lost a part of the model while placing it; start again.');
  }
  return placed;
}

/** A robust fit always finds a few positions that agree; a true one agrees with most. */
function mostAgree(placed: ModelSummary, { positions }: References): boolean {
  const agreeing = placed.cameras.filter(({ fileName, centre }) => {
    const at = positions.get(fileName);
    if (!at) return false;
    const distance = Math.hypot(centre[0] - at[0], centre[1] - at[1], centre[2] - at[2]);
    return distance <= MAX_POSITION_ERROR_METERS;
  });
  return agreeing.length >= positions.size / 2;
}

async function exportSparseModel({ geometry, workspace }: StageContext, frame: Frame): Promise<void> {
  await mkdir(workspace.outputsFolder, { recursive: true });
  await geometry('exportSparseModel', {
    modelFolder: workspace.placedFolder,
    pointsPath: workspace.pointsFile,
    camerasPath: workspace.camerasFile,
    frame,
  });
}
