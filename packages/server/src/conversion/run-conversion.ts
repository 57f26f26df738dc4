import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setInterval } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describeExit, type GuardedProcess, spawnGuarded } from '../processes/guarded-process.ts';
import { type ConversionRequest, type ConversionResult, conversionFiles } from './conversion-request.ts';

/** What a conversion process may take of the machine. */
export interface ConversionBounds {
  maxSeconds: number;
  maxMemoryBytes: number;
}

const IS_SOURCE = import.meta.url.endsWith('.ts');
const WORKER = fileURLToPath(
  new URL(IS_SOURCE ? './conversion-worker.ts' : './conversion-worker.js', import.meta.url),
);
/** The process inherits no environment, where secrets are; the sources' imports between packages need this. */
const CONDITIONS = IS_SOURCE ? ['--conditions=@tiepoint/source'] : [];
const NICENESS = 10;
const LOOK_MILLISECONDS = 500;
const PAGE_BYTES = 4096;
const MAX_COMPLAINT_CHARACTERS = 4000;

/** How Node ends where its own bound is met first. */
const OUT_OF_MEMORY = /heap out of memory|allocation failed/i;
const NEEDS_MEMORY =
  'The model needs more memory than this server has for it. Export it with fewer triangles and smaller textures.';

/** An hour, and so much memory that two conversions leave enough for everything else. */
export function defaultBounds(): ConversionBounds {
  return { maxSeconds: 3600, maxMemoryBytes: Math.min(6 * 1024 ** 3, totalmem() / 3) };
}

/**
 * Converts a model in a process of its own, in `folder`, which is emptied first. The process ends with the server,
 * with the signal, and when it takes more than its bounds. Rejects where it crashes: another attempt may help.
 */
export async function runConversion(
  request: ConversionRequest,
  folder: string,
  { bounds, signal }: { bounds: ConversionBounds; signal: AbortSignal },
): Promise<ConversionResult> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, conversionFiles.request), JSON.stringify(request));
  const heapMegabytes = Math.floor(bounds.maxMemoryBytes / 1024 ** 2);
  const worker = spawnGuarded(
    process.execPath,
    [...CONDITIONS, `--max-old-space-size=${heapMegabytes}`, WORKER, folder],
    { cwd: folder, env: {}, niceness: NICENESS, onParentDeath: 'SIGKILL' },
  );
  worker.stdout.resume();
  const complaint = readEnd(worker.stderr);
  const ended = new AbortController();
  const watching = watchBounds(worker, bounds, AbortSignal.any([signal, ended.signal]));
  try {
    const exit = await worker.exit;
    ended.abort();
    const excess = await watching;
    signal.throwIfAborted();
    if (excess) return { kind: 'refused', fault: 'TooLarge', reason: excess };
    if (exit.code !== 0) {
      const said = await complaint;
      if (OUT_OF_MEMORY.test(said)) return { kind: 'refused', fault: 'TooLarge', reason: NEEDS_MEMORY };
      throw new Error(`The conversion ended by ${describeExit(exit)}: ${said}`);
    }
    return JSON.parse(await readFile(join(folder, conversionFiles.result), 'utf8')) as ConversionResult;
  } finally {
    ended.abort();
    worker.kill('SIGKILL');
  }
}

/** Kills the process when it takes too much, and says so; also when the signal aborts. */
async function watchBounds(
  worker: GuardedProcess,
  bounds: ConversionBounds,
  signal: AbortSignal,
): Promise<string | undefined> {
  const began = performance.now();
  try {
    for await (const _ of setInterval(LOOK_MILLISECONDS, undefined, { signal, ref: false })) {
      const use = {
        seconds: (performance.now() - began) / 1000,
        memoryBytes: await residentBytes(worker.pid),
      };
      const excess = findExcess(use, bounds);
      if (excess) return excess;
    }
    return undefined;
  } catch {
    // Aborted.
    return undefined;
  } finally {
    worker.kill('SIGKILL');
  }
}

function findExcess(
  use: { seconds: number; memoryBytes: number },
  { maxSeconds, maxMemoryBytes }: ConversionBounds,
): string | undefined {
  if (use.memoryBytes > maxMemoryBytes) return NEEDS_MEMORY;
  if (use.seconds <= maxSeconds) return undefined;
  return `The model could not be converted within ${Math.round(maxSeconds / 60)} minutes. Export a smaller one.`;
}

/** Memory of a process; 0 where the system does not tell. */
async function residentBytes(pid: number): Promise<number> {
  try {
    const [, pages] = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ');
    return Number(pages) * PAGE_BYTES;
  } catch {
    return 0;
  }
}

async function readEnd(stream: Readable): Promise<string> {
  let text = '';
  for await (const chunk of stream) text = (text + String(chunk)).slice(-MAX_COMPLAINT_CHARACTERS);
  return text.trim();
}
