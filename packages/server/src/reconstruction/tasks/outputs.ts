import { createReadStream } from 'node:fs';
import type { EngineOutput } from '@tiepoint/engines';
import type { Database } from '../../database/database.ts';
import { modelsPrefix } from '../../models/imported-model.ts';
import type { Storage } from '../../storage/bucket.ts';
import { writeHashed } from '../../storage/write-hashed.ts';
import type { Task, TaskOutput } from './task.ts';

/** A file in private storage that its task does not list yet. */
export type StoredOutput = Pick<TaskOutput, 'name' | 'storageKey' | 'contentType' | 'size' | 'sha256'>;

/** What is to be stored for people: `body` is read once. */
export interface NewOutput extends Pick<EngineOutput, 'name' | 'contentType'> {
  body: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** Everything that an attempt at a task has made, in private storage: no other attempt writes there. */
export function outputsPrefix({ projectId, id }: Pick<Task, 'projectId' | 'id'>, fence: number): string {
  return `${modelsPrefix(projectId)}${id}/${fence}/`;
}

/** Copies what the engine has made into private storage. */
export async function storeOutputs(
  storage: Storage,
  task: Task,
  outputs: readonly EngineOutput[],
): Promise<StoredOutput[]> {
  const stored: StoredOutput[] = [];
  for (const { path, ...output } of outputs) {
    stored.push(await storeOutput(storage, task, { ...output, body: createReadStream(path) }));
  }
  return stored;
}

/** Writes one file into private storage, and finds out its checksum on the way. */
export async function storeOutput(
  storage: Storage,
  task: Task,
  { name, contentType, body }: NewOutput,
): Promise<StoredOutput> {
  const storageKey = `${outputsPrefix(task, task.fence)}${name}`;
  const stored = await writeHashed(storage.private, storageKey, { body, contentType });
  return { name, storageKey, contentType, ...stored };
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
