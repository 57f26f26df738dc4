import { readFile } from 'node:fs/promises';
import { setInterval } from 'node:timers/promises';

/** What a process may take of the machine. */
export interface ProcessBounds {
  maxSeconds: number;
  /** Resident memory. */
  maxMemoryBytes: number;
}

/** What a process has taken too much of. */
export type Excess = 'time' | 'memory';

/** A process that can be ended. */
interface Killable {
  readonly pid?: number | undefined;
  kill(signal: NodeJS.Signals): unknown;
}

const LOOK_MS = 100;
const PAGE_BYTES = 4096;

/**
 * Watches a process from now on, until `signal` aborts. Kills it when it takes too much of something, and says of
 * what; undefined where it has kept to its bounds.
 */
export async function enforceBounds(
  child: Killable,
  { maxSeconds, maxMemoryBytes }: ProcessBounds,
  signal: AbortSignal,
): Promise<Excess | undefined> {
  const began = performance.now();
  try {
    for await (const _ of setInterval(LOOK_MS, undefined, { signal, ref: false })) {
      const tooLong = (performance.now() - began) / 1000 > maxSeconds;
      if (!tooLong && (await residentBytes(child.pid)) <= maxMemoryBytes) continue;
      child.kill('SIGKILL');
      return tooLong ? 'time' : 'memory';
    }
  } catch {
    // Aborted: nobody watches any more.
  }
  return undefined;
}

/** Memory of a process; 0 where the system does not tell. */
async function residentBytes(pid = 0): Promise<number> {
  try {
    const [, pages] = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ');
    return Number(pages) * PAGE_BYTES;
  } catch {
    return 0;
  }
}
