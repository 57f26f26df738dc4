import type { Engine, EngineDescription } from './port/engine.ts';

/** An engine as it is installed, and whether tasks that ask for none go to it. */
export type EngineEntry = EngineDescription & { default: boolean };

export interface DescribeNeeds {
  engines: ReadonlyMap<string, Engine>;
  defaultEngine: string;
}

/** What is installed, the default first. */
export async function describeEngines({ engines, defaultEngine }: DescribeNeeds): Promise<EngineEntry[]> {
  const entries = await Promise.all(
    [...engines.values()].map(async (engine) => ({
      ...(await engine.describe()),
      default: engine.name === defaultEngine,
    })),
  );
  return entries.sort((a, b) => Number(b.default) - Number(a.default));
}
