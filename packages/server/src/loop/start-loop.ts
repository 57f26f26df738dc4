import type { Logger } from '../observability/logger.ts';
import { pause } from './pause.ts';

/** Something that is done again and again while the server runs. */
export interface Loop {
  /** What the log calls it when a turn fails. */
  name: string;
  /** Between the end of one turn and the beginning of the next. */
  restMs: number;
  logger: Pick<Logger, 'error'>;
  /** Ends the rest early, where one of them settles. */
  wakeUps?: () => Iterable<Promise<unknown>>;
}

/** What can be ended. */
export interface Running {
  stop(): Promise<void>;
}

/** Takes turns until stopped, the first at once. A turn that fails is logged, and the next one goes on. */
export function startLoop(
  { name, restMs, logger, wakeUps = () => [] }: Loop,
  turn: (signal: AbortSignal) => Promise<void>,
): Running {
  const stopping = new AbortController();
  const { signal } = stopping;
  const run = async () => {
    while (!signal.aborted) {
      await turn(signal).catch((error) => {
        if (!signal.aborted) logger.error({ err: error }, `${name} failed`);
      });
      await Promise.race([pause(restMs, signal), ...wakeUps()]);
    }
  };
  const running = run();
  return {
    stop: () => {
      stopping.abort(new Error('The server stops.'));
      return running;
    },
  };
}
