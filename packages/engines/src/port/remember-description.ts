import { setTimeout as wait } from 'node:timers/promises';
import type { Engine, EngineDescription } from './engine.ts';

/** An engine with a problem is checked again soon, because missing programs get installed. */
const LOOK_AGAIN_WITH_PROBLEM_MS = 60_000;
/** Working programs are rarely replaced. */
const LOOK_AGAIN_MS = 15 * 60_000;
/** A hanging program does not delay the previous description longer than this. */
const PATIENCE_MS = 2000;

/** Caches the description of an engine: to get it may mean running a program or a network request. */
export function rememberDescription(engine: Engine, now: () => number): Engine {
  let last: { description: EngineDescription; at: number } | undefined;
  let looking: Promise<EngineDescription> | undefined;
  const look = async () => {
    try {
      const description = await engine.describe();
      last = { description, at: now() };
      return description;
    } finally {
      looking = undefined;
    }
  };
  const isDue = ({ description, at }: NonNullable<typeof last>) =>
    now() - at >= (description.problem === null ? LOOK_AGAIN_MS : LOOK_AGAIN_WITH_PROBLEM_MS);
  return {
    name: engine.name,
    place: engine.place,
    async describe() {
      const known = last;
      if (known && !isDue(known)) return known.description;
      looking ??= look();
      if (!known) return looking;
      const inVain = new AbortController();
      const patience = wait(PATIENCE_MS, known.description, { signal: inVain.signal, ref: false });
      patience.catch(() => {}); // ended below
      try {
        return await Promise.race([looking, patience]);
      } finally {
        inVain.abort();
      }
    },
    judgeOptions: (options) => engine.judgeOptions(options),
    submit: (job, signal) => engine.submit(job, signal),
    watch: (handle, signal) => engine.watch(handle, signal),
    discard: (handle) => engine.discard(handle),
    forget: (seriesKey) => engine.forget(seriesKey),
    sweep: async () => engine.sweep?.(),
  };
}
