import type { Engine } from '@tiepoint/engines';
import { pause } from '../events/pause.ts';
import type { Logger } from '../observability/logger.ts';

interface Needs {
  engines: ReadonlyMap<string, Engine>;
  logger: Logger;
}

const DAY_MILLISECONDS = 24 * 3600 * 1000;

/** Lets the engines remove, at once and then each day until stopped, the work that nobody has come back to. */
export function startEngineUpkeep({ engines, logger }: Needs): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const loop = async () => {
    while (!stopping.signal.aborted) {
      for (const engine of engines.values()) {
        try {
          await engine.sweep?.();
        } catch (error) {
          logger.error({ err: error, engine: engine.name }, 'the engine could not be swept');
        }
      }
      await pause(DAY_MILLISECONDS, stopping.signal);
    }
  };
  const looping = loop();
  return {
    stop: () => {
      stopping.abort();
      return looping;
    },
  };
}
