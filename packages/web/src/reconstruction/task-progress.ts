import type { Task } from '../api/fetch-project.ts';

/** How much of the whole task is done, 0 to 100, as if all steps were equally long. */
export function overallPercent({ state, step, totalSteps, percent }: Task): number {
  if (state === 'Done') return 100;
  if (step === 0 || totalSteps === 0) return 0;
  return Math.min(100, (100 * (step - 1 + percent / 100)) / totalSteps);
}

/** Where the task stands, as a sentence. */
export function standingOf(task: Task): string {
  if (task.state === 'Pending') {
    if (!task.queueing) return 'Starts in a moment.';
    return task.queueing === 1
      ? 'One task is before it in the queue.'
      : `${task.queueing} tasks are before it in the queue.`;
  }
  if (task.state === 'Processing') return `Step ${Math.max(1, task.step)} of ${task.totalSteps}`;
  return task.state === 'Done' ? 'The model is made.' : 'No model could be made.';
}

/** Seconds from start to end; null while either is missing. */
export function taskSeconds({ startDate, endDate }: Task): number | null {
  if (startDate === null || endDate === null) return null;
  return (Date.parse(endDate) - Date.parse(startDate)) / 1000;
}
