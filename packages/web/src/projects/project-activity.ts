import type { ImportedState, Project, TaskState } from '../api/fetch-project.ts';

/** What decides how a project stands. */
export interface ProjectStanding {
  numImage: number;
  imageCounts: Project['imageCounts'];
  /** Of the newest task. */
  taskState: TaskState | null;
  preStarted: boolean;
  /** `Native` where the model is made here. */
  importedState: ImportedState;
}

/** What goes on in a project, the most lively thing first. */
export type ProjectActivity =
  | 'reconstructing'
  | 'queued'
  | 'receiving'
  | 'done'
  | 'failed'
  | 'stopped'
  | 'empty'
  | 'ready'
  | 'awaiting'
  | 'converting';

/** What to call it. */
export const ACTIVITY_LABELS: Record<ProjectActivity, string> = {
  reconstructing: 'Reconstructing',
  queued: 'In the queue',
  receiving: 'Receiving photos',
  done: 'Model ready',
  failed: 'Failed',
  stopped: 'Stopped',
  empty: 'No photos yet',
  ready: 'Photos ready',
  awaiting: 'Waiting for a model',
  converting: 'Converting',
};

/** What an imported model makes of its project. */
const ACTIVITY_OF_IMPORT: Record<Exclude<ImportedState, 'Native'>, ProjectActivity> = {
  Pending: 'awaiting',
  Converting: 'converting',
  Ready: 'done',
  Failed: 'failed',
  LimitExceeded: 'failed',
};

/** Milliseconds between two looks while something moves, while photos or a model may begin to come, and else. */
const POLL_INTERVAL_MS = { moving: 1000, empty: 5000, resting: 15_000 };

/** What goes on in the project. */
export function projectActivity({
  numImage,
  imageCounts,
  taskState,
  preStarted,
  importedState,
}: ProjectStanding): ProjectActivity {
  if (importedState !== 'Native') return ACTIVITY_OF_IMPORT[importedState];
  if (taskState === 'Processing') return 'reconstructing';
  if (taskState === 'Pending') return 'queued';
  if (preStarted || photosOnTheWay(imageCounts) > 0) return 'receiving';
  if (taskState === 'Done') return 'done';
  if (taskState === 'Failed') return 'failed';
  if (taskState === 'Stopped') return 'stopped';
  return numImage === 0 ? 'empty' : 'ready';
}

/** Whether something goes on by itself. */
export function isMoving(activity: ProjectActivity): boolean {
  return ['reconstructing', 'queued', 'receiving', 'converting'].includes(activity);
}

/** Milliseconds until it is worth looking at the project again, where the server's events can't be had. */
export function nextLook(activity: ProjectActivity): number {
  if (isMoving(activity)) return POLL_INTERVAL_MS.moving;
  return activity === 'empty' || activity === 'awaiting' ? POLL_INTERVAL_MS.empty : POLL_INTERVAL_MS.resting;
}

/** Photos that are neither Ready nor Invalid. */
function photosOnTheWay(counts: Project['imageCounts']): number {
  return counts
    .filter(({ state }) => state !== 'Ready' && state !== 'Invalid')
    .reduce((sum, { count }) => sum + count, 0);
}
