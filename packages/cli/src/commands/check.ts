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

/** Exit code when nothing could be checked, beside 0 (no problem) and 1 (problems found). */
const NOT_CHECKED = 2;

/** `tiepoint check DIR`: the verdicts and the report that a server would give for the photos of a folder. */
export function addCheck(program: Command, shell: Shell): void {
  program
    .command('check')
    .description('check the photos of a folder, and whether they connect, without uploading them')
    .argument('<folder>', 'folder with the photos')
    .option('--json <file>', 'write the full report to this file')
    .addHelpText(
      'after',
      '\nExit code: 0 if all photos are usable and connect, 1 if not, 2 if nothing could be checked.',
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
  if (unusable + problems > 0) throw new CommandError('Not all of these photos would be part of a model.');
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
