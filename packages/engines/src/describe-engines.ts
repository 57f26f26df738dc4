import type { Engine, EngineDescription } from './port/engine.ts';

/** An installed engine, and whether it is the default. */
export type EngineEntry = EngineDescription & { default: boolean };

export interface DescribeNeeds {
  engines: ReadonlyMap<string, Engine>;
  defaultEngine: string;
}

/** The installed engines, the default first. */
export async function describeEngines({ engines, defaultEngine }: DescribeNeeds): Promise<EngineEntry[]> {
  const entries = await Promise.all(
    [...engines.values()].map(async (engine) => ({
      ...(await engine.describe()),
      default: engine.name === defaultEngine,
    })),
  );
  return entries.sort((a, b) => Number(b.default) - Number(a.default));
}
