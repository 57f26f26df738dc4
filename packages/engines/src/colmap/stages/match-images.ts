import type { StageFacts } from '../../local/stages/stage.ts';
import { ReconstructionFailure } from '../../port/failure.ts';
import type { ColmapContext } from '../commands/colmap-stage.ts';
import { choosePairs, namePairs } from '../features/choose-pairs.ts';
import { inspectDatabase, pairNameOf } from '../features/database.ts';
import { matchImagesCommands } from '../features/feature-commands.ts';

/** Matches the features of the chosen pairs of photos. */
export async function matchImages(context: ColmapContext): Promise<StageFacts> {
  const { job, workspace } = context;
  const commands = matchImagesCommands(context, inspectDatabase(workspace.database).matchedPairs);
  for (const [index, command] of commands.entries()) {
    await context.colmap(command);
    context.progress((index + 1) / commands.length);
  }
  const { described, matchedPairs, verifiedPairs } = inspectDatabase(workspace.database);
  const known = new Set(described);
  const { pairs, note } = choosePairs(job);
  const expected = namePairs(job, pairs).filter((pair) => pair.every((name) => known.has(name)));
  const missing = expected.filter((pair) => !matchedPairs.has(pairNameOf(...pair)));
  if (missing.length > 0) {
    const matched = expected.length - missing.length;
    throw new ReconstructionFailure(
      'EngineFailed',
      `COLMAP matched only ${matched} of ${expected.length} pairs of photos; start again.`,
    );
  }
  if (verifiedPairs === 0) {
    throw new ReconstructionFailure(
      'PhotosDoNotFit',
      `No two of the ${job.photos.length} photos could be matched. Take photos that overlap by about two thirds with the next one.`,
    );
  }
  return { notes: note === undefined ? [] : [note] };
}
