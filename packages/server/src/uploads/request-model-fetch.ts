import type { Database } from '../database/database.ts';
import type { Fetcher } from '../fetching/fetcher.ts';
import type { ModelFile } from '../models/imported-model.ts';
import type { Project } from '../projects/project.ts';
import type { Queue } from '../queue/queue.ts';
import type { Storage } from '../storage/bucket.ts';
import { assertUsable, nameOf } from './fetch-source.ts';
import { modelFetchJob } from './model-fetch-job.ts';
import { recordModelFile } from './register-model-file.ts';

interface Needs {
  database: Database;
  queue: Queue;
  storage: Storage;
  fetcher: Fetcher;
  now: () => Date;
}

/** Where a model can be fetched, and what is known of it. Empty strings count as absent. */
export interface ModelSource {
  url: string;
  /** The user's own name; the last segment of the URL's path when absent. */
  filename?: string | null;
  checksum?: string | null;
}

/** Registers a file of a model that the server is to fetch itself, and enqueues that. */
export async function requestModelFetch(
  needs: Needs,
  project: Project,
  { url, filename, checksum }: ModelSource,
): Promise<ModelFile> {
  assertUsable(needs.fetcher, { url });
  const [bucket = ''] = needs.storage.uploads.keys();
  const announcement = { filename: filename?.trim() || nameOf(url) || 'model', checksum, sourceUrl: url };
  return needs.database.transaction().execute(async (trx) => {
    const file = await recordModelFile(needs, trx, project, bucket, announcement);
    await needs.queue.send(trx, modelFetchJob, { fileId: file.id });
    return file;
  });
}
