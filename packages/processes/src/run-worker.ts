import type { Readable } from 'node:stream';
import { type Excess, enforceBounds, type ProcessBounds } from './enforce-bounds.ts';
import { type ProcessExit, spawnGuarded } from './guarded-process.ts';
import type { WorkerFile } from './worker-file.ts';

/** A worker that runs to its end in its own Node process. */
export interface WorkerRun {
  worker: WorkerFile;
  args: readonly string[];
  /** Working folder. */
  folder: string;
  /** The whole environment: nothing is inherited, because this process's environment has secrets. */
  env?: Record<string, string>;
  /** CPU niceness from 0 to 19. */
  niceness: number;
  bounds: ProcessBounds;
  signal: AbortSignal;
}

/** How a worker ended. */
export interface WorkerEnd extends ProcessExit {
  /** The limit that it was killed for exceeding. */
  excess: Excess | undefined;
  /** The end of what it wrote to its standard error. */
  complaint: string;
}

const MAX_COMPLAINT_CHARACTERS = 4000;

/**
 * Runs a worker to its end. It is killed when it exceeds its bounds, when `signal` aborts (then the signal's reason
 * is thrown), and when this process dies.
 */
export async function runWorker(run: WorkerRun): Promise<WorkerEnd> {
  const { worker, args, folder, env = {}, niceness, bounds, signal } = run;
  signal.throwIfAborted();
  const child = spawnGuarded(process.execPath, [...flagsOf(run), worker.path, ...args], {
    cwd: folder,
    env,
    niceness,
    onParentDeath: 'SIGKILL',
  });
  child.stdout.resume();
  const complaint = readEnd(child.stderr);
  const ended = new AbortController();
  const watching = enforceBounds(child, bounds, AbortSignal.any([signal, ended.signal]));
  const kill = () => child.kill('SIGKILL');
  signal.addEventListener('abort', kill, { once: true });
  try {
    const exit = await child.exit;
    ended.abort();
    signal.throwIfAborted();
    return { ...exit, excess: await watching, complaint: await complaint };
  } finally {
    signal.removeEventListener('abort', kill);
    ended.abort();
  }
}

/** Node's heap has the same limit, with an error that says so. */
function flagsOf({ worker, bounds }: WorkerRun): string[] {
  const heapMegabytes = Math.floor(bounds.maxMemoryBytes / 1024 ** 2);
  return [
    ...worker.nodeFlags,
    ...(Number.isFinite(heapMegabytes) ? [`--max-old-space-size=${heapMegabytes}`] : []),
  ];
}

async function readEnd(stream: Readable): Promise<string> {
  let text = '';
  for await (const chunk of stream) text = (text + String(chunk)).slice(-MAX_COMPLAINT_CHARACTERS);
  return text.trim();
}
