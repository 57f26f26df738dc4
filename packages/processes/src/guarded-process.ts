import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, constants, existsSync, fchownSync, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { setPriority } from 'node:os';
import { isAbsolute } from 'node:path';
import { Readable } from 'node:stream';
import { isSystemError } from './system-error.ts';

/** How a child process ended. */
export interface ProcessExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A child process that cannot outlive this one. */
export interface GuardedProcess {
  /** 0 when the process could not be started. */
  readonly pid: number;
  /** Must be read, or the process blocks on a full pipe. Empty when output goes to a file. */
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Settles when the process is gone; rejects only when it could not be started. */
  readonly exit: Promise<ProcessExit>;
  /** Sends a signal to the process and its own children; does nothing once the process is gone. */
  kill(signal: NodeJS.Signals): void;
}

/** Working folder, account and other settings of a guarded process. */
export interface GuardedProcessOptions {
  cwd?: string;
  /** The whole environment (default: inherited). */
  env?: Record<string, string>;
  /** Account to run as; only root may choose one. */
  uid?: number;
  gid?: number;
  /** CPU niceness from 0 to 19. */
  niceness?: number;
  /** What the process reads from its standard input (default: nothing). */
  input?: string;
  /** A file that both output streams are appended to, in place of the pipes `stdout` and `stderr`. */
  outputFile?: string;
  /** The signal that the process and its own children get when this process dies in any way. */
  onParentDeath: NodeJS.Signals;
}

/**
 * Waits on a pipe that only the parent holds. Its end without the line `released` means that the parent has
 * died, and then the group is signalled.
 */
const GUARD_SCRIPT = 'read -r group || exit; read -r released || kill -s "$1" -- "-$group"';

/** Follows no link: the file may lie in a folder of the account that the process runs as, and we may be root. */
const OUTPUT_FILE_FLAGS = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW;

/**
 * Starts a program in a process group of its own, so that Ctrl-C on our terminal does not reach it, and ends
 * it within about 100 ms when this process dies, even by SIGKILL. A program that cannot be started rejects
 * `exit` with an error whose `code` is the system's (`ENOENT` where it is missing). Throws where the options
 * are refused: an account that is not ours to choose, an `outputFile` that can't be opened.
 */
export function spawnGuarded(
  command: string,
  args: readonly string[],
  options: GuardedProcessOptions,
): GuardedProcess {
  const guard = startGuard(options.onParentDeath);
  let child: ChildProcess;
  try {
    child = startChild(command, args, options);
  } catch (error) {
    guard.stdin?.end();
    throw error;
  }
  const group = child.pid;
  // In the same tick as the start: a parent that dies in between leaves the child behind for microseconds at most.
  if (group !== undefined) guard.stdin?.write(`${group}\n`);
  if (group !== undefined && options.niceness !== undefined) lowerPriority(group, options.niceness);

  let running = group !== undefined;
  const signalGroup = (signal: NodeJS.Signals) => {
    if (running && group !== undefined) killGroup(group, signal);
  };
  const exit = new Promise<ProcessExit>((resolve, reject) => {
    guard.once('error', (cause) => {
      signalGroup('SIGKILL');
      reject(new Error(`${command} was not started, because its guard (/bin/sh) cannot be`, { cause }));
    });
    child.once('error', (cause) => {
      if (running) return;
      guard.stdin?.end();
      reject(describeStartFailure(cause, command, options.cwd));
    });
    child.once('exit', (code, signal) => {
      running = false;
      guard.stdin?.end('released\n');
      resolve({ code, signal });
    });
  });
  // A rejection must not end the program when `exit` is not awaited.
  exit.catch(() => {});

  return {
    pid: group ?? 0,
    stdout: child.stdout ?? Readable.from([]),
    stderr: child.stderr ?? Readable.from([]),
    exit,
    kill: signalGroup,
  };
}

/** How a process ended, in words. */
export function describeExit({ code, signal }: ProcessExit): string {
  return signal === null ? `exit code ${code}` : `ended by ${signal}`;
}

function startGuard(signal: NodeJS.Signals): ChildProcess {
  const guard = spawn('/bin/sh', ['-c', GUARD_SCRIPT, 'guard', signal.replace(/^SIG/, '')], {
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
    env: {},
    detached: true,
  });
  guard.unref();
  // A killed guard breaks the pipe; the child runs on, unguarded.
  guard.stdin?.on('error', () => {});
  if (guard.stdin instanceof Socket) guard.stdin.unref();
  return guard;
}

function startChild(command: string, args: readonly string[], options: GuardedProcessOptions): ChildProcess {
  const { cwd, env, uid, gid, outputFile, input } = options;
  const output = outputFile === undefined ? 'pipe' : openSync(outputFile, OUTPUT_FILE_FLAGS, 0o600);
  try {
    // The account may have to open the file itself later.
    if (output !== 'pipe' && uid !== undefined && gid !== undefined) fchownSync(output, uid, gid);
    const child = spawn(command, args, {
      stdio: [input === undefined ? 'ignore' : 'pipe', output, output],
      cwd,
      env,
      uid,
      gid,
      detached: true,
    });
    // A process that does not read to the end breaks the pipe; how it ends tells the rest.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
    return child;
  } finally {
    if (output !== 'pipe') closeSync(output);
  }
}

function lowerPriority(pid: number, niceness: number): void {
  try {
    setPriority(pid, niceness);
  } catch {
    // The process has already ended, or setting the priority is not permitted.
  }
}

function killGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch (error) {
    if (!isSystemError(error, 'ESRCH')) throw error;
  }
}

function describeStartFailure(cause: NodeJS.ErrnoException, command: string, cwd?: string): Error {
  return Object.assign(new Error(startFailureMessage(cause, command, cwd), { cause }), { code: cause.code });
}

function startFailureMessage(cause: NodeJS.ErrnoException, command: string, cwd?: string): string {
  if (cause.code !== 'ENOENT') return `${command} could not be started: ${cause.message}`;
  // The system reports a missing working folder as a missing program.
  if (cwd !== undefined && !existsSync(cwd)) return `${command} was not started: no folder ${cwd}`;
  if (isAbsolute(command) && existsSync(command)) {
    return `The program ${command} can't run on this system: it needs a loader that is not here`;
  }
  return `The program ${command} was not found`;
}
