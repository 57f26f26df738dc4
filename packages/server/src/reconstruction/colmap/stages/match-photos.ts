import { choosePairs } from '../choose-pairs.ts';
import { matchPhotosCommands } from '../commands.ts';
import { inspectDatabase } from '../database.ts';
import { ReconstructionFailure } from '../failure.ts';
import { PRESETS } from '../presets.ts';
import type { StageContext, StageFacts } from '../stage.ts';

/** Finds out which photos show the same things. */
export async function matchPhotos(context: StageContext): Promise<StageFacts> {
  const { job, workspace } = context;
  const commands = matchPhotosCommands(context);
  for (const [index, command] of commands.entries()) {
    await context.colmap(command);
    context.progress((index + 1) / commands.length);
  }
  const { described, matchedPairs, verifiedPairs } = inspectDatabase(workspace.database);
  const known = new Set(described);
  const { pairs } = choosePairs(job.photos, PRESETS[job.quality].neighbours);
  const expected = pairs.filter((pair) =>
    pair.every((index) => known.has(job.photos[index]?.fileName ?? '')),
  );
  if (matchedPairs < expected.length) {
    throw new ReconstructionFailure(
      'EngineFailed',
      `COLMAP matched only ${matchedPairs} of ${expected.length} pairs of photos; start again.`,
    );
  }
  if (verifiedPairs === 0) {
    throw new ReconstructionFailure(
      'PhotosDoNotFit',
      `No two of the ${job.photos.length} photos could be matched. Take photos so that each shares about two thirds of its picture with the next.`,
    );
  }
  return {};
}
