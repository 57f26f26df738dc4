import type { RunningServer } from '@tiepoint/server';
import type { Shell } from '../shell.ts';
import { watchStarter } from './watch-starter.ts';

/** What the command line says of the server to start; what it leaves out is the server's to decide. */
export interface ServerFlags {
  data?: string;
  host?: string;
  port?: number;
}

/**
 * Starts a server, does `work` with it and stops it again, however the work ends. The shell that `work` gets is
 * interrupted as well when the server can't go on, and when npm, by which it was started, is gone.
 */
export async function runWithServer<T>(
  shell: Shell,
  flags: ServerFlags,
  work: (server: RunningServer, shell: Shell) => Promise<T>,
): Promise<T> {
  // Loaded only here: the other commands begin faster without it.
  const { startServer } = await import('@tiepoint/server');
  const server = await startServer({ dataFolder: flags.data, host: flags.host, port: flags.port });
  const broken = new AbortController();
  const over = new AbortController();
  const signal = AbortSignal.any([shell.signal, broken.signal, watchStarter(shell, over.signal)]);
  server.failed.catch((error: unknown) => broken.abort(error));
  try {
    signal.throwIfAborted();
    return await work(server, { ...shell, signal });
  } finally {
    over.abort();
    shell.view.close();
    await server.stop();
  }
}

/**
 * Resolves when the person at the terminal ends the program. Rejects when the server can't go on, or nobody is left who
 * would end it: that is what `signal`, of the shell of `runWithServer`, tells.
 */
export async function untilInterrupted(shell: Shell, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  if (!shell.signal.aborted) signal.throwIfAborted();
}
