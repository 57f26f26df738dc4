import type { Database } from '../database/database.ts';
import type { Fetcher } from '../fetching/fetcher.ts';
import type { MetaFile } from '../meta-files/meta-file.ts';
import type { Project } from '../projects/project.ts';
import type { Queue } from '../queue/queue.ts';
import type { Storage } from '../storage/bucket.ts';
import { metaFetchJob } from './fetch-meta-file.ts';
import { assertUsable, nameOf } from './fetch-source.ts';
import { recordMetaFile } from './register-meta-file.ts';

interface Needs {
  database: Database;
  queue: Queue;
  storage: Storage;
  fetcher: Fetcher;
  now: () => Date;
}

/** Where a meta file can be fetched, and what is known of it. Empty strings count as absent. */
export interface MetaFileSource {
  url: string;
  /** What the file is; the last segment of the URL's path when absent. */
  filename?: string | null;
  checksum?: string | null;
}

/** Registers a meta file that the server is to fetch itself, and enqueues that. */
export async function requestMetaFetch(
  needs: Needs,
  project: Project,
  source: MetaFileSource,
): Promise<MetaFile> {
  assertUsable(needs.fetcher, source);
  const [bucket = ''] = needs.storage.uploads.keys();
  const filename = source.filename?.trim() || nameOf(source.url);
  return needs.database.transaction().execute(async (trx) => {
    const announcement = { filename, checksum: source.checksum, sourceUrl: source.url };
    const file = await recordMetaFile(trx, project, bucket, { ...announcement, now: needs.now() });
    await needs.queue.send(trx, metaFetchJob, { metaFileId: file.id });
    return file;
  });
}
