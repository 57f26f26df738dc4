import { readdir, readFile } from 'node:fs/promises';

/** When a program that runs is given up. */
export interface Patience {
  /** It has said nothing and computed nothing for so long. */
  stallMilliseconds: number;
  /** It has run for so long altogether, whatever it does. */
  deadlineMilliseconds: number;
  /** It has said so much: nothing that a program has to say is that long. */
  maxOutputBytes: number;
}

/** Why a program was given up. */
export type GivenUp = 'stalled' | 'overdue' | 'babbling';

/** Follows one program. */
export interface ProcessWatch {
  /** Tells that the program has said so many bytes. */
  heard(bytes: number): void;
  /** Ends the watch. */
  stop(): void;
}

/** Patient with the largest jobs on the slowest machines; a hang is told within minutes all the same. */
export const DEFAULT_PATIENCE: Patience = {
  stallMilliseconds: 10 * 60_000,
  deadlineMilliseconds: 48 * 3_600_000,
  maxOutputBytes: 256 * 1024 ** 2,
};

/** A program that waits wakes up now and then: only so much computing within the stall time is work. */
const MIN_WORK_SHARE = 0.001;
const CHECKS_PER_STALL = 10;
const MAX_CHECK_INTERVAL_MILLISECONDS = 30_000;
/** Linux counts processor time in hundredths of a second, whatever its kernel's own clock. */
const MILLISECONDS_PER_TICK = 10;

/**
 * Watches a process group and calls `giveUp` once, where it no longer works. A program that computes silently is
 * left alone until the deadline: its processor time tells, where /proc tells it.
 */
export function watchProcess(
  group: number,
  patience: Patience,
  giveUp: (why: GivenUp) => void,
): ProcessWatch {
  const startedAt = performance.now();
  let outputBytes = 0;
  let sign: { at: number; cpuMilliseconds: number | undefined } = { at: startedAt, cpuMilliseconds: 0 };
  let watching = true;
  const stop = () => {
    watching = false;
    clearInterval(timer);
  };
  const end = (why: GivenUp) => {
    if (!watching) return;
    stop();
    giveUp(why);
  };
  const check = async () => {
    const now = performance.now();
    if (now - startedAt > patience.deadlineMilliseconds) return end('overdue');
    const cpuMilliseconds = await cpuTimeOf(group);
    const sinceMilliseconds = now - sign.at;
    const worked = (cpuMilliseconds ?? Infinity) - (sign.cpuMilliseconds ?? 0);
    if (worked > MIN_WORK_SHARE * patience.stallMilliseconds) sign = { at: now, cpuMilliseconds };
    else if (sinceMilliseconds > patience.stallMilliseconds) end('stalled');
  };
  const interval = Math.min(MAX_CHECK_INTERVAL_MILLISECONDS, patience.stallMilliseconds / CHECKS_PER_STALL);
  const timer = setInterval(() => void check(), interval);
  timer.unref();
  return {
    heard(bytes) {
      sign = { ...sign, at: performance.now() };
      outputBytes += bytes;
      if (outputBytes > patience.maxOutputBytes) end('babbling');
    },
    stop,
  };
}

/** The processor time of a process group, with that of its children that have ended; undefined without /proc. */
async function cpuTimeOf(group: number): Promise<number | undefined> {
  try {
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    const times = await Promise.all(pids.map((pid) => cpuTimeWithin(group, pid)));
    return times.reduce((sum, time) => sum + time, 0);
  } catch {
    return undefined;
  }
}

/** See proc_pid_stat(5): after the name in brackets come the state (3rd) and the numbers from the 4th on. */
async function cpuTimeWithin(group: number, pid: string): Promise<number> {
  let stat: string;
  try {
    stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return 0; // it has ended meanwhile
  }
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [processGroup, times] = [fields[2], fields.slice(11, 15)];
  if (processGroup !== group) return 0;
  return times.reduce((sum, ticks) => sum + ticks, 0) * MILLISECONDS_PER_TICK;
}
