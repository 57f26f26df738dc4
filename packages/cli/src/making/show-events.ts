import type { TaskProgress } from '@tiepoint/client';
import type { EngineEvent } from '@tiepoint/engines';
import type { ProgressView } from '../progress/progress-view.ts';
import { stepLines } from '../reconstruction/step-lines.ts';

/** Returns a function that shows an engine's events as a line per step, like a reconstruction by a server. */
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
    // Steps of an earlier run come first: the total number of steps comes with the next one.
    if (now.totalSteps > 0) show({ ...now, state: 'Processing', queueing: null });
  };
}
