import type { Drive } from './drive.ts';

/** The steps of a job, in this order. Stored with the progress of jobs: names never change. */
export const STEP_NAMES = {
  upload: 'Upload the photos',
  wait: 'Wait in the queue',
  reconstruct: 'Reconstruct',
  download: 'Download the results',
  convert: 'Convert the model',
} as const;

/** The name of a step. */
export type StepName = (typeof STEP_NAMES)[keyof typeof STEP_NAMES];

const ORDER: readonly StepName[] = Object.values(STEP_NAMES);

/** Runs a step; if it is finished, only emits its end. */
export async function takeStep(
  { state, emit, now }: Drive,
  name: StepName,
  run: (onProgress: (fraction: number) => void) => Promise<void>,
): Promise<void> {
  const earlier = state.now.finished.find((step) => step.name === name);
  if (earlier) return emit({ type: 'stepDone', ...earlier, reused: true });
  emit({ type: 'step', step: ORDER.indexOf(name) + 1, totalSteps: ORDER.length, name });
  const began = now();
  let told = 0;
  await run((fraction) => {
    const percent = Math.min(100, Math.floor(100 * fraction));
    if (percent > told) emit({ type: 'progress', percent });
    told = Math.max(told, percent);
  });
  const step = { name, seconds: Math.max(0, now() - began) / 1000 };
  await state.change({ finished: [...state.now.finished, step] });
  emit({ type: 'stepDone', ...step });
}
