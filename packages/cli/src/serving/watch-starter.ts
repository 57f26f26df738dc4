import { readFileSync } from 'node:fs';
import { setInterval } from 'node:timers/promises';
import { CommandError } from '../command-error.ts';
import type { Shell } from '../shell.ts';

/** A process as /proc describes it. */
interface Process {
  pid: number;
  parent: number;
  /** Start time in clock ticks: tells it from a later process with the same id. */
  startedAt: string;
  /** Its arguments. npm writes a title over them, such as `npm exec tiepoint serve`. */
  command: readonly string[];
}

const POLL_MS = 500;
/** Package runners by their title or script. */
const PACKAGE_RUNNER = /^(npm|npx|pnpm|yarn)( |$)|\/(npm|npx|pnpm|yarn)(-cli)?(\.c?js)?$/;
/** Processes between the package runner and this one: its shell, and the launcher where Node could not be replaced. */
const MAX_BETWEEN = 3;

/**
 * Returns a signal that aborts when the npm process or the launcher that started this program is gone. They forward
 * the signals that they receive; when one is killed, nothing would stop this program. A program started in any other
 * way (in the background, by nohup, tmux or a supervisor) is left alone.
 */
export function watchStarter({ environment }: Shell, ended: AbortSignal): AbortSignal {
  const gone = new AbortController();
  const launched = environment.TIEPOINT_LAUNCHER === String(process.ppid);
  const launcher = launched ? readProcess(process.ppid) : undefined;
  const runner = environment.npm_lifecycle_event === undefined ? undefined : findRunner();
  for (const starter of [launcher, runner]) if (starter) void abortWhenGone(starter, gone, ended);
  return gone.signal;
}

async function abortWhenGone(starter: Process, gone: AbortController, ended: AbortSignal): Promise<void> {
  try {
    for await (const _ of setInterval(POLL_MS, undefined, { signal: ended, ref: false })) {
      if (readProcess(starter.pid)?.startedAt === starter.startedAt) continue;
      gone.abort(new CommandError(`The process ${starter.pid}, which started this one, has ended.`));
      return;
    }
  } catch (error) {
    if (!ended.aborted) throw error;
  }
}

function findRunner(): Process | undefined {
  let found = readProcess(process.ppid);
  for (let between = 0; found && between <= MAX_BETWEEN; between++) {
    if (found.command.slice(0, 2).some((word) => PACKAGE_RUNNER.test(word))) return found;
    if (!isBetween(found)) return undefined;
    found = readProcess(found.parent);
  }
  return undefined;
}

/** `sh -c …`, not an interactive shell; or this program in a Node that was too old. */
function isBetween({ command }: Process): boolean {
  return command[1] === '-c' || command.slice(1).some((word) => /\/tiepoint(\.mjs)?$/.test(word));
}

/** Undefined when there is no such process, when it is a zombie, and when /proc is not readable. */
function readProcess(pid: number): Process | undefined {
  try {
    // The name, in parentheses, may hold spaces and parentheses of its own. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, '').trim().split(' ');
    const [state = 'X', parent] = fields;
    if ('ZX'.includes(state)) return undefined;
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return { pid, parent: Number(parent), startedAt: fields[19] ?? '', command };
  } catch {
    return undefined;
  }
}
