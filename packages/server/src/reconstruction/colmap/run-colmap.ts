import { type FileHandle, mkdir, open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { type GuardedProcess, type ProcessExit, spawnGuarded } from '../../processes/guarded-process.ts';
import type { ColmapCommand } from './commands.ts';
import type { ColmapExit } from './explain-exit.ts';
import { isDiskFull } from './failure.ts';
import { writeInput } from './workspace.ts';

/** How and where to run a command. */
export interface ColmapRun {
  executable: string;
  command: ColmapCommand;
  /** Working folder. */
  folder: string;
  /** Everything that COLMAP says is appended to this file. */
  logFile: string;
  onLine?: (line: string) => void;
  signal: AbortSignal;
}

/** The other services of the machine come first. */
const NICENESS = 10;
/** How long COLMAP may take to end by itself when asked. */
const GRACE_MILLISECONDS = 3000;
/** Longer lines than COLMAP writes; keeps memory bounded whatever comes. */
const MAX_LINE_LENGTH = 2000;
/** COLMAP sees no secrets of the server, and no display (it aborts when it looks for one). */
const ENVIRONMENT = {
  PATH: '/usr/local/bin:/usr/bin:/bin',
  LANG: 'C.UTF-8',
  QT_QPA_PLATFORM: 'offscreen',
  // Threads that wait for each other spin a little: long spins cost a busy machine seven times the work, none at
  // all makes the mesher ten times slower on a quiet one.
  GOMP_SPINCOUNT: '1000',
};

/**
 * Runs COLMAP to its end and tells how it ended; throws the signal's reason when aborted, after the process
 * is gone.
 */
export async function runColmap(run: ColmapRun): Promise<ColmapExit> {
  run.signal.throwIfAborted();
  for (const folder of run.command.folders) await mkdir(folder, { recursive: true });
  for (const { path, text } of run.command.inputs) await writeInput(path, text);
  const listener = new Listener(await open(run.logFile, 'a'), run.folder, run.onLine);
  try {
    await listener.write(`\n$ colmap ${run.command.args.join(' ')}\n`);
    const child = spawnGuarded(run.executable, run.command.args, {
      cwd: run.folder,
      env: ENVIRONMENT,
      niceness: NICENESS,
      onParentDeath: 'SIGKILL',
    });
    const exit = await whileEndingOnAbort(child, run.signal, async () => {
      await Promise.all([listener.follow(child.stdout), listener.follow(child.stderr)]);
      return child.exit;
    });
    run.signal.throwIfAborted();
    const { diskFull, outOfMemory, lastLine } = listener;
    return { ...exit, diskFull, outOfMemory, lastLine };
  } finally {
    await listener.close();
  }
}

async function whileEndingOnAbort(
  child: GuardedProcess,
  signal: AbortSignal,
  work: () => Promise<ProcessExit>,
): Promise<ProcessExit> {
  const gone = new AbortController();
  const end = async () => {
    child.kill('SIGTERM');
    await wait(GRACE_MILLISECONDS, undefined, { signal: gone.signal });
    child.kill('SIGKILL');
  };
  const onAbort = () => end().catch(() => {});
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await work();
  } finally {
    signal.removeEventListener('abort', onAbort);
    gone.abort();
  }
}

/** Writes what a process says into the log, and reads it line by line. */
class Listener {
  diskFull = false;
  outOfMemory = false;
  lastLine = '';
  readonly #log: FileHandle;
  /** Left out of the log, which people download: where the server keeps its work is nobody's business. */
  readonly #folder: string;
  readonly #onLine: ((line: string) => void) | undefined;

  constructor(log: FileHandle, folder: string, onLine?: (line: string) => void) {
    this.#log = log;
    this.#folder = `${folder}/`;
    this.#onLine = onLine;
  }

  async write(text: string): Promise<void> {
    try {
      await this.#log.appendFile(text.replaceAll(this.#folder, ''));
    } catch (error) {
      // COLMAP's output must be read all the same, or it would wait for us for ever.
      if (!isDiskFull(error)) throw error;
      this.diskFull = true;
    }
  }

  async follow(stream: Readable): Promise<void> {
    stream.setEncoding('utf8');
    let rest = '';
    for await (const chunk of stream) {
      await this.write(chunk);
      const lines = (rest + chunk).split(/[\r\n]+/);
      rest = (lines.pop() ?? '').slice(-MAX_LINE_LENGTH);
      for (const line of lines) this.#hear(line.slice(0, MAX_LINE_LENGTH));
    }
    this.#hear(rest);
  }

  async close(): Promise<void> {
    await this.#log.close();
  }

  #hear(line: string): void {
    if (line.trim() === '') return;
    this.lastLine = line.trim();
    if (/database or disk is full|no space left on device/i.test(line)) this.diskFull = true;
    if (/std::bad_alloc|cannot allocate memory/i.test(line)) this.outOfMemory = true;
    this.#onLine?.(line);
  }
}
