import type { EngineEvent } from './engine.ts';

/** The engine sent no event for too long. */
export class EngineSilent extends Error {
  constructor(silentMs: number) {
    super(`The engine has sent no event for ${Math.round(silentMs / 3_600_000)} hours.`);
    this.name = 'EngineSilent';
  }
}

/** How long an engine may take to end after its signal aborts. */
const GRACE_MS = 30_000;

/**
 * Forwards the events of a job; throws EngineSilent if none comes for `maxSilentMs`, after the signal of `watch` was
 * aborted and the job has had half a minute to end.
 */
export async function* endSilence(
  watch: (signal: AbortSignal) => AsyncIterable<EngineEvent>,
  signal: AbortSignal,
  maxSilentMs: number,
): AsyncGenerator<EngineEvent> {
  const silent = new AbortController();
  const reason = new EngineSilent(maxSilentMs);
  const events = watch(AbortSignal.any([signal, silent.signal]))[Symbol.asyncIterator]();
  const nextEvent = async () => {
    const { promise: givenUp, reject } = Promise.withResolvers<never>();
    const timers = [
      setTimeout(() => silent.abort(reason), maxSilentMs),
      setTimeout(() => reject(reason), maxSilentMs + GRACE_MS),
    ];
    try {
      return await Promise.race([events.next(), givenUp]);
    } finally {
      for (const timer of timers) clearTimeout(timer);
    }
  };
  try {
    for (let next = await nextEvent(); !next.done; next = await nextEvent()) yield next.value;
  } finally {
    // A silent engine is not waited for.
    if (!silent.signal.aborted) await events.return?.();
  }
}
