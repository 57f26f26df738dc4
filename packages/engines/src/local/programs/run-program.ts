import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type GuardedProcess, isSystemError, type ProcessExit, spawnGuarded } from '@tiepoint/processes';
import { PROGRAM_ENVIRONMENT } from './environment.ts';
import type { ProgramEnd } from './explain-exit.ts';
import { Listener } from './listener.ts';
import { type ProgramCommand, prepareInputs } from './program-command.ts';
import {
  DEFAULT_PATIENCE,
  type GivenUp,
  type Patience,
  type ProcessWatch,
  watchProcess,
} from './watch-process.ts';

/** How and where to run a program. */
export interface ProgramRun {
  command: ProgramCommand;
  /** Working folder. */
  folder: string;
  /** The output of the program is appended to this file, up to a limit. */
  logFile: string;
  onLine?: (line: string) => void;
  signal: AbortSignal;
  patience?: Patience;
}

/** Other services of the machine have priority. */
const NICENESS = 10;
/** Time between SIGTERM and SIGKILL. */
const GRACE_MS = 2000;
/** Time to read the rest of the output after the program has ended, if its children keep the streams open. */
const LAST_WORDS_MS = 1000;

/**
 * Runs a program to its end, or until it hangs, and returns how it ended; throws the signal's reason when aborted, after
 * the process has ended.
 */
export async function runProgram(run: ProgramRun): Promise<ProgramEnd> {
  const { command, folder } = run;
  run.signal.throwIfAborted();
  await prepareInputs(command);
  await using listener = await Listener.open(run.logFile, run);
  await listener.note(`$ ${basename(command.executable)} ${command.args.join(' ')}`);
  for (const option of command.leftOut ?? []) {
    await listener.note(`(without --${option}, which this version of ${command.title} does not know)`);
  }
  const child = spawnGuarded(command.executable, command.args, {
    cwd: folder,
    // Otherwise COLMAP leaves a file in /tmp with each run.
    env: { ...PROGRAM_ENVIRONMENT, GOOGLE_LOG_DIR: folder },
    niceness: NICENESS,
    onParentDeath: 'SIGKILL',
  });
  const { givenUp, ...exit } = await whileWatching(child, run, (watch) =>
    listenToEnd(child, listener, (bytes) => watch.heard(bytes)),
  );
  run.signal.throwIfAborted();
  const { diskFull, outOfMemory, lastLine } = listener;
  return { ...exit, givenUp, diskFull, outOfMemory, lastLine };
}

/** Ends the process when the signal aborts or when it hangs; it has ended afterwards. */
async function whileWatching(
  child: GuardedProcess,
  { signal, patience = DEFAULT_PATIENCE }: ProgramRun,
  work: (watch: ProcessWatch) => Promise<ProcessExit>,
): Promise<ProcessExit & { givenUp: GivenUp | null }> {
  let givenUp: GivenUp | null = null;
  const gone = new AbortController();
  const end = async () => {
    child.kill('SIGTERM');
    await wait(GRACE_MS, undefined, { signal: gone.signal });
    child.kill('SIGKILL');
  };
  const onAbort = () => end().catch(() => {});
  const watch = watchProcess(child.pid, patience, (why) => {
    givenUp = why;
    onAbort();
  });
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return { ...(await work(watch)), givenUp };
  } finally {
    signal.removeEventListener('abort', onAbort);
    watch.stop();
    gone.abort();
    // It still runs only if its output can't be written.
    child.kill('SIGKILL');
  }
}

async function listenToEnd(
  child: GuardedProcess,
  listener: Listener,
  heard: (bytes: number) => void,
): Promise<ProcessExit> {
  const streams = [child.stdout, child.stderr];
  const listening = Promise.all(streams.map((stream) => listener.follow(stream, heard)));
  const ended = child.exit.then(async (exit) => {
    const heardAll = await Promise.race([listening, wait(LAST_WORDS_MS, undefined, { ref: false })]);
    if (heardAll) return exit;
    for (const stream of streams) stream.destroy();
    endLeftovers(child.pid);
    return exit;
  });
  const [exit] = await Promise.all([ended, listening]);
  return exit;
}

/** Children that the program left behind would go on writing to the job's folder. */
function endLeftovers(group: number): void {
  try {
    // Group 0 would be our own.
    if (group > 0) process.kill(-group, 'SIGKILL');
  } catch (error) {
    if (!isSystemError(error, 'ESRCH')) throw error;
  }
}
