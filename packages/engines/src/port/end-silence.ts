import type { EngineEvent } from './engine.ts';

/** The engine has told nothing for so long that it never will. */
export class EngineSilent extends Error {
  constructor(silentMs: number) {
    super(`The engine has told nothing for ${Math.round(silentMs / 3_600_000)} hours.`);
    this.name = 'EngineSilent';
  }
}

/** How long an engine may take to obey its signal before nobody waits for it any more. */
const GRACE_MS = 30_000;

/**
 * Gives the events of a job on; throws EngineSilent where none comes for `maxSilentMs`, after the signal that
 * `watch` was called with is aborted and the job has had half a minute to end.
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
    // Who is silent is not waited for.
    if (!silent.signal.aborted) await events.return?.();
  }
}
