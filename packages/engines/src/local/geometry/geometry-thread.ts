import { workerFile } from '@tiepoint/processes';
import { TaskThread } from '../threads/task-thread.ts';
import type { GeometryTasks } from './geometry-tasks.ts';

/** Gives the thread in which a job's geometry is worked out, and large files are gone through. */
export function openGeometryThread(): TaskThread<GeometryTasks> {
  return new TaskThread(workerFile(import.meta.url, './geometry-worker').url);
}
