import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { describeExit, type Excess, type ProcessBounds, runWorker, workerFile } from '@tiepoint/processes';
import { CONVERSION_FILES, type ConversionRequest, type ConversionResult } from './conversion-request.ts';

const WORKER = workerFile(import.meta.url, './conversion-worker');
const NICENESS = 10;

/** How Node ends where its own heap limit is reached first. */
const OUT_OF_MEMORY = /heap out of memory|allocation failed/i;
const DISK_FULL = /\b(ENOSPC|EDQUOT)\b|no space left/i;
/** Signals that a process gives to itself, the next time too. */
const CRASHES: readonly NodeJS.Signals[] = ['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGTRAP'];
const CRASHED =
  'The model could not be read: the converter failed on it. Export it again, with another program or in another format; the log of the server has the details.';
const NEEDS_MEMORY =
  'The model needs more memory than this server has for it. Export it with fewer triangles and smaller textures.';

/** Default limits: an hour, and so much memory that two conversions leave enough for everything else. */
export function defaultBounds(): ProcessBounds {
  return { maxSeconds: 3600, maxMemoryBytes: Math.min(6 * 1024 ** 3, totalmem() / 3) };
}

/**
 * Converts a model in a separate process, in `folder`, which is emptied first. The process ends with the server, when the
 * signal aborts, and when it exceeds its limits. A model that it crashes on is refused; rejects where the process was killed,
 * and with the code `ENOSPC` where the disk is full: another attempt may succeed.
 */
export async function runConversion(
  request: ConversionRequest,
  folder: string,
  { bounds, signal }: { bounds: ProcessBounds; signal: AbortSignal },
): Promise<ConversionResult> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, CONVERSION_FILES.request), JSON.stringify(request));
  const worker = { worker: WORKER, args: [folder], folder, niceness: NICENESS };
  const end = await runWorker({ ...worker, bounds, signal });
  if (end.excess) return { kind: 'refused', fault: 'TooLarge', reason: reasonOf(end.excess, bounds) };
  if (end.code !== 0) {
    if (OUT_OF_MEMORY.test(end.complaint))
      return { kind: 'refused', fault: 'TooLarge', reason: NEEDS_MEMORY };
    const detail = `The conversion ended by ${describeExit(end)}: ${end.complaint}`;
    if (DISK_FULL.test(end.complaint)) throw Object.assign(new Error(detail), { code: 'ENOSPC' });
    // Killed by somebody: the model may be as it should.
    if (end.signal !== null && !CRASHES.includes(end.signal)) throw new Error(detail);
    return { kind: 'refused', fault: 'Unreadable', reason: CRASHED, detail };
  }
  return JSON.parse(await readFile(join(folder, CONVERSION_FILES.result), 'utf8')) as ConversionResult;
}

function reasonOf(excess: Excess, { maxSeconds }: ProcessBounds): string {
  if (excess === 'memory') return NEEDS_MEMORY;
  return `The model could not be converted within ${Math.round(maxSeconds / 60)} minutes. Export a smaller one.`;
}
