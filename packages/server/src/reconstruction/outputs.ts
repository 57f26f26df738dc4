import { createReadStream } from 'node:fs';
import type { Database } from '../database/database.ts';
import { modelsPrefix } from '../models/imported-model.ts';
import type { Storage } from '../storage/bucket.ts';
import type { EngineOutput } from './engine.ts';
import type { Task, TaskOutput } from './task.ts';

/** A file in private storage that its task does not list yet. */
export type StoredOutput = Pick<TaskOutput, 'name' | 'storageKey' | 'contentType' | 'size'>;

/** Everything that a task has made, in private storage. */
export function outputsPrefix(task: Task): string {
  return `${modelsPrefix(task.projectId)}${task.id}/`;
}

/** Copies what the engine has made into private storage. */
export async function storeOutputs(
  storage: Storage,
  task: Task,
  outputs: EngineOutput[],
): Promise<StoredOutput[]> {
  const stored: StoredOutput[] = [];
  for (const output of outputs) {
    const storageKey = `${outputsPrefix(task)}${output.name}`;
    const body = createReadStream(output.path);
    const { size } = await storage.private.write(storageKey, body, output.contentType);
    stored.push({ name: output.name, storageKey, contentType: output.contentType, size });
  }
  return stored;
}

/** The files of the project's newest finished task. */
export async function listOutputs(database: Database, projectId: string): Promise<TaskOutput[]> {
  return database
    .selectFrom('taskOutputs')
    .selectAll()
    .where('taskId', '=', (select) =>
      select
        .selectFrom('tasks')
        .select('id')
        .where('projectId', '=', projectId)
        .where('state', '=', 'Done')
        .orderBy('id', 'desc')
        .limit(1),
    )
    .orderBy('name')
    .execute();
}
