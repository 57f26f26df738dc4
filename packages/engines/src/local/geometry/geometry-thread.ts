import { workerFile } from '@tiepoint/processes';
import { TaskThread } from '../threads/task-thread.ts';
import type { GeometryTasks } from './geometry-tasks.ts';

/** Opens a thread for a job's geometry and large files. */
export function openGeometryThread(): TaskThread<GeometryTasks> {
  return new TaskThread(workerFile(import.meta.url, './geometry-worker').url);
}
