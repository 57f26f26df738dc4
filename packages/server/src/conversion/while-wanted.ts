import { setInterval } from 'node:timers/promises';
import type { Database } from '../database/database.ts';
import { findImport } from '../models/find-imports.ts';
import type { ImportedModel } from '../models/imported-model.ts';

/** The conversion that runs is of no use any more: another upload counts, or the project is gone. */
export class Superseded extends Error {
  constructor() {
    super('Nobody waits for this conversion any more.');
    this.name = 'Superseded';
  }
}

/** How often a conversion looks whether it is still wanted. */
const LOOK_MILLISECONDS = 2000;

/** Runs `work` until it ends; its signal aborts, with Superseded, when its upload does not count any more. */
export async function whileWanted<Result>(
  database: Database,
  { projectId, uploadId }: ImportedModel,
  stopping: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const ended = new AbortController();
  const unwanted = new AbortController();
  const watch = async () => {
    for await (const _ of setInterval(LOOK_MILLISECONDS, undefined, { signal: ended.signal, ref: false })) {
      const model = await findImport(database, projectId);
      if (model?.uploadId !== uploadId) return unwanted.abort(new Superseded());
    }
  };
  // What fails here is looked for again with the next step of the work itself.
  const watching = watch().catch(() => {});
  try {
    return await work(AbortSignal.any([stopping, unwanted.signal]));
  } finally {
    ended.abort();
    await watching;
  }
}
