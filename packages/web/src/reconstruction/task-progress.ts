import type { Task } from '../api/fetch-project.ts';
import { formatNumberOf, formatRoughly } from '../ui/format.ts';
import { shortenSystem } from './option-names.ts';

/** Shorter waits are not shown as a number. */
const SOON_SECONDS = 5;

/** How much of the whole task is done, 0 to 100, as if all steps were equally long. */
export function overallPercent({ state, step, totalSteps, percent }: Task): number {
  if (state === 'Done') return 100;
  if (step === 0 || totalSteps === 0) return 0;
  return Math.min(100, (100 * (step - 1 + percent / 100)) / totalSteps);
}

/** The state of a queued or running task, in a few words. */
export function standingOf(task: Task): string {
  if (task.state === 'Pending') {
    if (task.queueing) return `${formatNumberOf(task.queueing, 'task')} ahead`;
    return beginsSoon(task) ? 'Starts in a moment' : 'Next in the queue';
  }
  if (task.totalSteps === 0) return 'Begins';
  return `Step ${Math.max(1, task.step)} of ${task.totalSteps} · ${Math.floor(overallPercent(task))} %`;
}

/** The remaining time of a queued or running task; null when unknown. */
export function timeLeftOf(task: Task): string | null {
  const { state, expectedStartSeconds, remainingSeconds } = task;
  const end = typeof remainingSeconds === 'number' ? formatRoughly(remainingSeconds) : null;
  if (state !== 'Pending') return end && `${end.charAt(0).toUpperCase()}${end.slice(1)} left`;
  if (typeof expectedStartSeconds !== 'number' || beginsSoon(task)) return end && `Done in ${end}`;
  const start = `Starts in ${formatRoughly(expectedStartSeconds)}`;
  return end === null ? start : `${start}, done in ${end}`;
}

/** Whether a task has come to its end. */
export function isEnded({ state }: Task): boolean {
  return state !== 'Pending' && state !== 'Processing';
}

/** Seconds from start to end; null while either is missing. */
export function taskSeconds({ startDate, endDate }: Task): number | null {
  if (startDate === null || endDate === null) return null;
  return (Date.parse(endDate) - Date.parse(startDate)) / 1000;
}

/** The coordinate system of a model, and how it was georeferenced. */
export function placementOf({ options, result }: Task): string {
  const axes = options.coordinateSystem === 'local' ? 'Metres' : shortenSystem(options.coordinateSystem);
  if (result?.controlPointRms) return `${axes}, by control points`;
  if (result?.inLocalFrame) return 'Metres, in your local frame';
  return result?.georeferenced ? `${axes}, by GPS` : 'Without scale';
}

/** No task ahead, and no running one that takes much longer. */
function beginsSoon({ queueing, expectedStartSeconds }: Task): boolean {
  return !queueing && typeof expectedStartSeconds === 'number' && expectedStartSeconds < SOON_SECONDS;
}
