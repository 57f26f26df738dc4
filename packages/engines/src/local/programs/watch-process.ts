import { readdir, readFile } from 'node:fs/promises';

/** When a running program is ended. */
export interface Patience {
  /** After so long without output and CPU time. */
  stallMs: number;
  /** After so long in any case. */
  deadlineMs: number;
  /** After so much output. */
  maxOutputBytes: number;
}

/** Why a program was ended. */
export type GivenUp = 'stalled' | 'overdue' | 'verbose';

/** Follows one program. */
export interface ProcessWatch {
  /** Reports output of so many bytes. */
  heard(bytes: number): void;
  /** Ends the watch. */
  stop(): void;
}

/** Long enough for the largest jobs on the slowest machines; a hang is still detected within minutes. */
export const DEFAULT_PATIENCE: Patience = {
  stallMs: 10 * 60_000,
  deadlineMs: 48 * 3_600_000,
  maxOutputBytes: 256 * 1024 ** 2,
};

/** A waiting program wakes up sometimes: less CPU time than this share of the stall time is no work. */
const MIN_WORK_SHARE = 0.001;
const CHECKS_PER_STALL = 10;
const MAX_CHECK_INTERVAL_MS = 30_000;
/** Linux counts CPU time in hundredths of a second. */
const MS_PER_TICK = 10;

/**
 * Watches a process group and calls `giveUp` once if it hangs. A program that computes without output is left alone
 * until the deadline, as long as /proc shows its CPU time.
 */
export function watchProcess(
  group: number,
  patience: Patience,
  giveUp: (why: GivenUp) => void,
): ProcessWatch {
  const startedAt = performance.now();
  let outputBytes = 0;
  let sign: { at: number; cpuMs: number | undefined } = { at: startedAt, cpuMs: 0 };
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
    if (now - startedAt > patience.deadlineMs) return end('overdue');
    const cpuMs = await cpuTimeOf(group);
    const sinceMs = now - sign.at;
    const worked = (cpuMs ?? Infinity) - (sign.cpuMs ?? 0);
    if (worked > MIN_WORK_SHARE * patience.stallMs) sign = { at: now, cpuMs };
    else if (sinceMs > patience.stallMs) end('stalled');
  };
  const interval = Math.min(MAX_CHECK_INTERVAL_MS, patience.stallMs / CHECKS_PER_STALL);
  const timer = setInterval(() => void check(), interval);
  timer.unref();
  return {
    heard(bytes) {
      sign = { ...sign, at: performance.now() };
      outputBytes += bytes;
      if (outputBytes > patience.maxOutputBytes) end('verbose');
    },
    stop,
  };
}

/** The CPU time of a process group, including ended children, in milliseconds; undefined without /proc. */
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
  return times.reduce((sum, ticks) => sum + ticks, 0) * MS_PER_TICK;
}
