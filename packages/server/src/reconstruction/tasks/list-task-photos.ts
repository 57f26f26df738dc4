import type { Database } from '../../database/database.ts';
import type { TaskPhoto } from './task.ts';

/** All photos that a task found in its project, used or not, in the order of their registration. */
export async function listTaskPhotos(database: Database, taskId: string): Promise<TaskPhoto[]> {
  return database
    .selectFrom('taskPhotos')
    .selectAll()
    .where('taskId', '=', taskId)
    .orderBy('imageId')
    .execute();
}
