import type { EngineEvent } from '../port/engine.ts';

/** A finished step with its wall-clock time. */
export interface FinishedStep {
  name: string;
  seconds: number;
  /** ISO 8601; undefined if an earlier task finished it. */
  startedAt?: string;
  /** Whether an earlier task finished it. */
  reused?: boolean;
}

/**
 * The record of a finished step. An existing record of the same task is kept: for the engine it is a step that was
 * finished earlier.
 */
export function describeStepEnd(
  { name, seconds, reused }: Extract<EngineEvent, { type: 'stepDone' }>,
  known: readonly FinishedStep[],
  startedAt: Date | undefined,
): FinishedStep {
  if (startedAt) return { name, seconds, startedAt: startedAt.toISOString() };
  return known.find((step) => step.name === name) ?? { name, seconds, ...(reused && { reused }) };
}
