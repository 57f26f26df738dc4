import type { TaskProgress } from '@tiepoint/client';
import type { ProgressLine, ProgressView } from '../progress/progress-view.ts';

/** How far a reconstruction is. */
export type StepStanding = Pick<
  TaskProgress,
  'state' | 'queueing' | 'step' | 'totalSteps' | 'stepName' | 'percent' | 'steps'
>;

/** Gives a function that shows a reconstruction as a line per step, from one answer of the server to the next. */
export function stepLines(view: ProgressView): (task: StepStanding) => void {
  let ended = 0;
  let queueing = 0;
  let current: { step: number; line: ProgressLine } | undefined;

  const lineOf = (step: number, task: StepStanding, name: string): ProgressLine => {
    if (current?.step !== step) {
      const title = `${step}/${task.totalSteps} ${name}`;
      current = { step, line: view.begin(title, 'percent', 100) };
    }
    return current.line;
  };

  return (task) => {
    if (task.queueing && task.queueing !== queueing) {
      queueing = task.queueing;
      view.say(`Waiting: ${queueing} before this one.`);
    }
    // A short step may have come and gone between two answers: it gets its line all the same.
    for (const { name, seconds } of task.steps.slice(ended)) {
      ended++;
      lineOf(ended, task, name).finish(seconds);
      current = undefined;
    }
    if (task.state === 'Processing' && task.step > ended && task.stepName) {
      lineOf(task.step, task, task.stepName).set(task.percent);
    }
  };
}
