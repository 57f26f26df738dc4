import type { Command } from 'commander';
import { CommandError } from '../command-error.ts';
import { describeDamage, describeVerification } from '../maintenance/describe-verification.ts';
import type { Shell } from '../shell.ts';

interface VerifyFlags {
  data?: string;
  database?: string;
  project?: string;
}

/** Exit code where the files could not be read at all. */
const UNREADABLE = 2;

/** `tiepoint verify`: reads everything that is stored, and reports what is damaged. */
export function addVerify(program: Command, shell: Shell): void {
  program
    .command('verify')
    .description('read all stored files and report damaged ones, whether the service is running or not')
    .option('--data <folder>', 'data folder of the service (or TIEPOINT_DATA)')
    .option('--database <url>', 'your own PostgreSQL (or TIEPOINT_DATABASE_URL)')
    .option('--project <id>', 'only the files of this project')
    .action((flags: VerifyFlags) => verify(shell, flags));
}

async function verify(shell: Shell, { data, database, project }: VerifyFlags): Promise<void> {
  // Imported lazily, so that the other commands start faster.
  const { StorageAway, verifyFiles } = await import('@tiepoint/server');
  const line = shell.view.begin('Reading stored files', 'bytes', 0);
  try {
    const report = await verifyFiles(
      { dataFolder: data, databaseUrl: database },
      {
        projectId: project,
        signal: shell.signal,
        onDamage: (damage) => shell.view.say(describeDamage(damage)),
        onProgress: (doneBytes, totalBytes) => line.set(doneBytes, totalBytes),
      },
    );
    line.finish();
    const { text, isSound } = describeVerification(report);
    shell.print(text);
    if (!isSound) throw new CommandError('Some files were damaged.');
  } catch (error) {
    if (!(error instanceof StorageAway)) throw error;
    throw new CommandError(error.message, { cause: error, exitCode: UNREADABLE });
  }
}
