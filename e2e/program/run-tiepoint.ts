import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** How a command ended and what it said. */
export interface CommandResult {
  /** Null where a signal has ended it. */
  exitCode: number | null;
  stdout: string;
  stderr: string;
  /** Both streams as they came. */
  output: string;
  seconds: number;
}

/** A command that runs. */
export interface RunningCommand extends AsyncDisposable {
  readonly pid: number;
  readonly result: Promise<CommandResult>;
  /** Everything that it has said so far, on both streams. */
  output(): string;
  /** Resolves with the match once the output has it; rejects with the output when the command ends before. */
  said(pattern: RegExp): Promise<RegExpExecArray>;
  kill(signal: NodeJS.Signals): void;
}

/** What a command runs with beside its arguments. */
export interface CommandOptions {
  /** Added to the caller's environment, which loses what it has set for Tiepoint. */
  environment?: Record<string, string>;
  /** In a process group of its own, as a terminal would start it. */
  ownGroup?: boolean;
}

/** The checkout's top folder. */
export const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url));

const PROGRAM = fileURLToPath(new URL('../../packages/cli/bin/tiepoint.mjs', import.meta.url));
/** Slow machines are no failure: this only ends what hangs. */
const LIMIT_MS = 20 * 60_000;
/** What the caller's shell, or the test runner, has set for itself. */
const OWN_VARIABLES = /^(TIEPOINT_|NODE_TEST_|NODE_OPTIONS$)/;

/** Runs `tiepoint` with these arguments to its end. */
export async function runTiepoint(args: readonly string[], options?: CommandOptions): Promise<CommandResult> {
  await using command = startTiepoint(args, options);
  return await command.result;
}

/** Starts `tiepoint` with these arguments. */
export function startTiepoint(args: readonly string[], options?: CommandOptions): RunningCommand {
  return startCommand(process.execPath, [PROGRAM, ...args], options);
}

/**
 * Starts `tiepoint demo` by its npm script, in a process group of its own as from a terminal. Without the script
 * that sets the checkout up: a test must not install packages under the feet of others.
 */
export function startDemoScript(args: readonly string[]): RunningCommand {
  const script = ['run', '--silent', '--ignore-scripts', 'demo', '--', ...args];
  return startCommand('npm', script, { ownGroup: true });
}

/** Starts a program; it is killed when the test that holds it is over. */
function startCommand(
  program: string,
  args: readonly string[],
  { environment, ownGroup = false }: CommandOptions = {},
): RunningCommand {
  const startedAt = performance.now();
  const child = spawn(program, args, {
    cwd: CHECKOUT,
    env: { ...bareEnvironment(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: ownGroup,
  });
  const said = { stdout: '', stderr: '', output: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
      said.output += text;
    });
  }
  const end = () => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    process.kill(ownGroup ? -child.pid : child.pid, 'SIGKILL');
  };
  const limit = setTimeout(end, LIMIT_MS);
  const result = new Promise<CommandResult>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => {
      clearTimeout(limit);
      resolve({ exitCode, ...said, seconds: (performance.now() - startedAt) / 1000 });
    });
  });
  return {
    pid: child.pid ?? 0,
    result,
    output: () => said.output,
    said: (pattern) => waitForWords(child, pattern, () => said.output),
    kill: (signal) => void child.kill(signal),
    async [Symbol.asyncDispose]() {
      end();
      await result;
    },
  };
}

function waitForWords(child: ChildProcess, pattern: RegExp, output: () => string): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const match = pattern.exec(output());
      if (match) resolve(match);
    };
    const end = () => reject(new Error(`It ended without saying ${pattern}:\n${output()}`));
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    child.once('close', end);
    look();
    if (child.exitCode !== null || child.signalCode !== null) end();
  });
}

/** The caller's environment without what would change how Tiepoint works. */
function bareEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !OWN_VARIABLES.test(name));
  return { ...Object.fromEntries(kept), NODE_OPTIONS: '--conditions=@tiepoint/source' };
}
