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
  /** What the program says is appended to this file, up to a size that can be downloaded. */
  logFile: string;
  onLine?: (line: string) => void;
  signal: AbortSignal;
  patience?: Patience;
}

/** The other services of the machine come first. */
const NICENESS = 10;
/** How long a program may take to end by itself when asked. */
const GRACE_MILLISECONDS = 2000;
/** How long streams are read on after the program has ended, where its own children still hold them. */
const LAST_WORDS_MILLISECONDS = 1000;

/**
 * Runs a program to its end, or until it no longer works, and tells how it ended; throws the signal's reason when
 * aborted, after the process is gone.
 */
export async function runProgram(run: ProgramRun): Promise<ProgramEnd> {
  const { command, folder } = run;
  run.signal.throwIfAborted();
  await prepareInputs(command);
  await using listener = await Listener.open(run.logFile, folder, run.onLine);
  await listener.note(`$ ${basename(command.executable)} ${command.args.join(' ')}`);
  for (const option of command.leftOut ?? []) {
    await listener.note(`(without --${option}, which this version of ${command.title} does not know)`);
  }
  const child = spawnGuarded(command.executable, command.args, {
    cwd: folder,
    // Otherwise COLMAP leaves a file in /tmp each time.
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

/** Ends the process when the signal says so or when it no longer works; it is gone afterwards. */
async function whileWatching(
  child: GuardedProcess,
  { signal, patience = DEFAULT_PATIENCE }: ProgramRun,
  work: (watch: ProcessWatch) => Promise<ProcessExit>,
): Promise<ProcessExit & { givenUp: GivenUp | null }> {
  let givenUp: GivenUp | null = null;
  const gone = new AbortController();
  const end = async () => {
    child.kill('SIGTERM');
    await wait(GRACE_MILLISECONDS, undefined, { signal: gone.signal });
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
    // It still runs only where its output can't be kept.
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
    const heardAll = await Promise.race([
      listening,
      wait(LAST_WORDS_MILLISECONDS, undefined, { ref: false }),
    ]);
    if (heardAll) return exit;
    for (const stream of streams) stream.destroy();
    endLeftovers(child.pid);
    return exit;
  });
  const [exit] = await Promise.all([ended, listening]);
  return exit;
}

/** What the program has started and left behind would go on writing into the job's folder. */
function endLeftovers(group: number): void {
  try {
    // Where nothing was started, the group would be our own.
    if (group > 0) process.kill(-group, 'SIGKILL');
  } catch (error) {
    if (!isSystemError(error, 'ESRCH')) throw error;
  }
}
