import { CommandError, describeError } from './command-error.ts';
import { Interrupted, listenForInterruption } from './interruption.ts';
import { createProgram } from './program.ts';
import { plainView } from './progress/plain-view.ts';
import { terminalView } from './progress/terminal-view.ts';
import type { Shell } from './shell.ts';

/** Runs the command of these arguments (`process.argv`) and ends the process with its exit code. */
export async function main(argv: readonly string[]): Promise<never> {
  const { stdin, stdout, stderr, env } = process;
  // A closed output (`| head`) must not print a stack trace.
  for (const stream of [stdout, stderr]) stream.on('error', () => process.exit(1));
  const view = stderr.isTTY && env.TERM !== 'dumb' ? terminalView(stderr) : plainView(stderr);
  const signal = listenForInterruption(() => {
    view.close();
    view.say('Stopping … (press Ctrl-C again to exit immediately)');
  });
  const shell: Shell = {
    environment: env,
    print: (text) => stdout.write(`${text}\n`),
    input: stdin,
    prompt: (text) => stderr.write(text),
    view,
    signal,
  };
  try {
    await createProgram(shell).parseAsync(argv);
    view.close();
    process.exit(0);
  } catch (error) {
    view.close();
    if (signal.aborted && signal.reason instanceof Interrupted) process.exit(signal.reason.exitCode);
    stderr.write(`${describeError(error)}\n`);
    process.exit(error instanceof CommandError ? error.exitCode : 1);
  }
}
