import { readFile } from 'node:fs/promises';
import { setInterval } from 'node:timers/promises';

/** Resource limits of a process. */
export interface ProcessBounds {
  maxSeconds: number;
  /** Resident memory. */
  maxMemoryBytes: number;
}

/** The limit that a process has exceeded. */
export type Excess = 'time' | 'memory';

/** A process that can be killed. */
interface Killable {
  readonly pid?: number | undefined;
  kill(signal: NodeJS.Signals): unknown;
}

const POLL_MS = 100;
const PAGE_BYTES = 4096;

/**
 * Watches a process until `signal` aborts, and kills it when it exceeds a limit. Returns the exceeded limit, or
 * undefined.
 */
export async function enforceBounds(
  child: Killable,
  { maxSeconds, maxMemoryBytes }: ProcessBounds,
  signal: AbortSignal,
): Promise<Excess | undefined> {
  const began = performance.now();
  try {
    for await (const _ of setInterval(POLL_MS, undefined, { signal, ref: false })) {
      const tooLong = (performance.now() - began) / 1000 > maxSeconds;
      if (!tooLong && (await residentBytes(child.pid)) <= maxMemoryBytes) continue;
      child.kill('SIGKILL');
      return tooLong ? 'time' : 'memory';
    }
  } catch {
    // Aborted: the watch is over.
  }
  return undefined;
}

/** Memory of a process; 0 when /proc is not readable. */
async function residentBytes(pid = 0): Promise<number> {
  try {
    const [, pages] = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ');
    return Number(pages) * PAGE_BYTES;
  } catch {
    return 0;
  }
}
