import type { RunningServer } from '@tiepoint/server';
import type { Shell } from '../shell.ts';
import { watchStarter } from './watch-starter.ts';

/** Settings for the server from the command line; the server has defaults for the others. */
export interface ServerFlags {
  data?: string;
  host?: string;
  port?: number;
}

/**
 * Starts a server, does `work` with it and always stops it afterwards. The shell given to `work` is also interrupted
 * when the server fails, and when the npm process that started it is gone.
 */
export async function runWithServer<T>(
  shell: Shell,
  flags: ServerFlags,
  work: (server: RunningServer, shell: Shell) => Promise<T>,
): Promise<T> {
  // Imported lazily, so that the other commands start faster.
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
 * Resolves when the user interrupts the program. Rejects when the server fails or its starter is gone: `signal`, of
 * the shell of `runWithServer`, tells.
 */
export async function untilInterrupted(shell: Shell, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  if (!shell.signal.aborted) signal.throwIfAborted();
}
