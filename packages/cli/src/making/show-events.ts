import type { TaskProgress } from '@tiepoint/client';
import type { EngineEvent } from '@tiepoint/engines';
import type { ProgressView } from '../progress/progress-view.ts';
import { stepLines } from '../reconstruction/step-lines.ts';

/** Gives a function that shows what an engine tells as a line per step, as a server's reconstruction is shown. */
export function showEvents(view: ProgressView): (event: EngineEvent) => void {
  const show = stepLines(view);
  let now: Pick<TaskProgress, 'step' | 'totalSteps' | 'stepName' | 'percent' | 'steps'> = {
    step: 0,
    totalSteps: 0,
    stepName: null,
    percent: 0,
    steps: [],
  };
  return (event) => {
    if (event.type === 'log' || event.type === 'failed') return;
    if (event.type === 'step') {
      now = { ...now, step: event.step, totalSteps: event.totalSteps, stepName: event.name, percent: 0 };
    } else if (event.type === 'progress') now = { ...now, percent: event.percent };
    else if (event.type === 'stepDone') {
      now = { ...now, steps: [...now.steps, { name: event.name, seconds: event.seconds }] };
    } else now = { ...now, totalSteps: now.totalSteps || now.steps.length };
    // Steps that an earlier run has done come first: how many there are in all is told by the next one.
    if (now.totalSteps > 0) show({ ...now, state: 'Processing', queueing: null });
  };
}
