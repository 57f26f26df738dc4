import type { Engine } from '@tiepoint/engines';
import { type Running, startLoop } from '../../loop/start-loop.ts';
import type { Logger } from '../../observability/logger.ts';

interface Needs {
  engines: ReadonlyMap<string, Engine>;
  logger: Logger;
}

const DAY_MS = 24 * 3600 * 1000;

/** Lets the engines remove, at once and then each day until stopped, the work that nobody has come back to. */
export function startEngineUpkeep({ engines, logger }: Needs): Running {
  return startLoop({ name: 'upkeep of the engines', restMs: DAY_MS, logger }, async () => {
    for (const engine of engines.values()) {
      try {
        await engine.sweep?.();
      } catch (error) {
        logger.error({ err: error, engine: engine.name }, 'the engine could not be swept');
      }
    }
  });
}
