import type { TaskOptions } from '@tiepoint/engines';
import type { PROJECT_ERROR_CODE } from '@tiepoint/protocol';
import type { Trx } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import { appendEvents } from '../../events/append-events.ts';
import type { MissingPhotos, Task } from './task.ts';

interface Needs {
  database: Trx;
  now: () => Date;
}

/** A start that waited and that comes to nothing, with what it would have done. */
export interface EndedStart {
  options: TaskOptions;
  startReason: string | null;
  missing?: MissingPhotos | undefined;
  /** Taken back by its owner, or refused when it was time. */
  state: 'Stopped' | 'Failed';
  refused?: { message: string; name: PROJECT_ERROR_CODE };
}

/**
 * Ends the start that waits in a project, and leaves a task that tells of it, which has never begun. Called in a
 * transaction that holds the project's row.
 */
export async function endWaiting(
  { database, now }: Needs,
  projectId: string,
  { options, startReason, missing, state, refused }: EndedStart,
): Promise<Task> {
  const endedAt = now();
  const id = newId(endedAt);
  await database.updateTable('projects').set({ prestart: null }).where('id', '=', projectId).execute();
  const task = await database
    .insertInto('tasks')
    .values({
      id,
      projectId,
      type: 'Native',
      options: JSON.stringify(options),
      startReason,
      missingPhotos: missing && missing.count > 0 ? JSON.stringify(missing) : null,
      state,
      error: refused?.message ?? null,
      errorCode: refused?.name ?? null,
      endedAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const told = { projectId, subjectId: id, facts: { taskState: state } };
  await appendEvents(database, [{ kind: 'TaskMoved', ...told }]);
  return task;
}
