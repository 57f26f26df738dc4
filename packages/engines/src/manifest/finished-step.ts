import type { EngineEvent } from '../port/engine.ts';

/** A step that has ended, with its wall-clock seconds. */
export interface FinishedStep {
  name: string;
  seconds: number;
  /** ISO 8601; left out where an earlier task had done it. */
  startedAt?: string;
  /** An earlier task had ended it. */
  reused?: boolean;
}

/**
 * What is kept of a step that has ended. What the same task has kept of it before stays: to the engine it looks like any
 * that had ended earlier.
 */
export function describeStepEnd(
  { name, seconds, reused }: Extract<EngineEvent, { type: 'stepDone' }>,
  known: readonly FinishedStep[],
  startedAt: Date | undefined,
): FinishedStep {
  if (startedAt) return { name, seconds, startedAt: startedAt.toISOString() };
  return known.find((step) => step.name === name) ?? { name, seconds, ...(reused && { reused }) };
}
