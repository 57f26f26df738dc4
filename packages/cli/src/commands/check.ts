import { writeFile } from 'node:fs/promises';
import { reportSet, type SetPhoto, type SetReport } from '@tiepoint/inspection';
import { loadConfig } from '@tiepoint/server';
import type { Command } from 'commander';
import { describeCheck } from '../check/describe-check.ts';
import { type JudgedPhoto, judgePhotos } from '../check/judge-photos.ts';
import { CommandError } from '../command-error.ts';
import { choosePhotos } from '../photos/choose-photos.ts';
import type { Shell } from '../shell.ts';

interface CheckFlags {
  json?: string;
}

/** What scripts learn beside 0, all is well, and 1, something is not: that nothing could be checked. */
const NOT_CHECKED = 2;

/** `tiepoint check DIR`: the verdicts and the report that the photos of a folder would get, without a server. */
export function addCheck(program: Command, shell: Shell): void {
  program
    .command('check')
    .description('judge the photos of a folder, and whether they will connect, without uploading any')
    .argument('<folder>', 'where the photos are')
    .option('--json <file>', 'write everything that was found to this file')
    .addHelpText(
      'after',
      '\nExit code: 0 when all photos can be used and will connect, 1 when not, 2 when nothing could be checked.',
    )
    .exitOverride(({ exitCode }) => process.exit(exitCode && NOT_CHECKED))
    .action((folder: string, flags: CheckFlags) => check(shell, folder, flags));
}

async function check(shell: Shell, folder: string, { json }: CheckFlags): Promise<void> {
  const files = await choosePhotos(shell, folder).catch((error: unknown) => {
    if (!(error instanceof CommandError)) throw error;
    throw new CommandError(error.message, { cause: error, exitCode: NOT_CHECKED });
  });
  const { photoLimits } = loadConfig(shell.environment, {});
  const photos = await judgePhotos(shell, files, photoLimits);
  const report = await reportSet(photos.map(toSetPhoto), { signal: shell.signal });
  shell.view.close();
  for (const line of describeCheck(photos, report)) shell.print(line);
  if (json !== undefined) await writeJson(json, photos, report);

  const unusable = photos.filter(({ faults }) => faults.length > 0).length;
  const problems = report.findings.filter(({ severity }) => severity === 'Problem').length;
  if (unusable + problems > 0)
    throw new CommandError('Not all of these photos would become part of a model.');
}

function toSetPhoto({ name, faults, facts, warnings, thumbnail }: JudgedPhoto): SetPhoto {
  return {
    id: name,
    name,
    state: facts ? 'Ready' : 'Invalid',
    faults,
    warnings,
    ...(facts && { facts }),
    ...(thumbnail && { thumbnail: async () => thumbnail }),
  };
}

async function writeJson(path: string, photos: readonly JudgedPhoto[], report: SetReport): Promise<void> {
  const shown = photos.map(({ thumbnail: _, sha1: __, ...photo }) => photo);
  try {
    await writeFile(path, `${JSON.stringify({ photos: shown, report }, null, 2)}\n`);
  } catch (error) {
    throw new CommandError(`${path} can't be written: ${(error as Error).message}`, {
      cause: error,
      exitCode: NOT_CHECKED,
    });
  }
}
