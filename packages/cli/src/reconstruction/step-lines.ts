import type { TaskProgress } from '@tiepoint/client';
import { count } from '../photos/name-some.ts';
import type { ProgressLine, ProgressView } from '../progress/progress-view.ts';

/** Progress of a reconstruction. */
export type StepProgress = Pick<
  TaskProgress,
  'state' | 'queueing' | 'step' | 'totalSteps' | 'stepName' | 'percent' | 'steps'
>;

/** Returns a function that shows the progress of a reconstruction as a line per step. */
export function stepLines(view: ProgressView): (task: StepProgress) => void {
  let ended = 0;
  let queueing = 0;
  let current: { step: number; line: ProgressLine } | undefined;

  const lineOf = (step: number, task: StepProgress, name: string): ProgressLine => {
    if (current?.step !== step) {
      const title = `${step}/${task.totalSteps} ${name}`;
      current = { step, line: view.begin(title, 'percent', 100) };
    }
    return current.line;
  };

  return (task) => {
    if (task.queueing && task.queueing !== queueing) {
      queueing = task.queueing;
      view.say(`Waiting: ${count(queueing, 'task')} ahead in the queue.`);
    }
    // A short step may start and end between two responses: it gets its line as well.
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
