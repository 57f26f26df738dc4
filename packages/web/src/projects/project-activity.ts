import type { ImportedState, Project, TaskState } from '../api/fetch-project.ts';

/** What determines the state of a project. */
export interface ProjectStanding {
  numImage: number;
  imageCounts: Project['imageCounts'];
  /** Of the newest task. */
  taskState: TaskState | null;
  preStarted: boolean;
  /** `Native` when the model is reconstructed here. */
  importedState: ImportedState;
}

/** The activity of a project, the most active first. */
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

/** Its label. */
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

/** The activity for the state of an imported model. */
const ACTIVITY_OF_IMPORT: Record<Exclude<ImportedState, 'Native'>, ProjectActivity> = {
  Pending: 'awaiting',
  Converting: 'converting',
  Ready: 'done',
  Failed: 'failed',
  LimitExceeded: 'failed',
};

/** Poll interval while something changes, while photos or a model may arrive, and otherwise. */
const POLL_INTERVAL_MS = { moving: 1000, empty: 5000, resting: 15_000 };

/** The activity of the project. */
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

/** Whether something is in progress. */
export function isMoving(activity: ProjectActivity): boolean {
  return ['reconstructing', 'queued', 'receiving', 'converting'].includes(activity);
}

/** Milliseconds until the next poll of the project when the event stream is not available. */
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
