import type { Database } from '../database/database.ts';
import { fetchToBucket } from '../fetching/fetch-to-bucket.ts';
import type { Fetcher } from '../fetching/fetcher.ts';
import { judgeFetchError } from '../fetching/judge-fetch-error.ts';
import { failMetaFile } from '../ingest/settle-meta-file.ts';
import { findMetaFile } from '../meta-files/find-meta-files.ts';
import { MAX_META_FILE_BYTES, type MetaFile, metaUploadKey } from '../meta-files/meta-file.ts';
import type { Logger } from '../observability/logger.ts';
import type { Attempt, JobKind, Queue } from '../queue/queue.ts';
import type { Storage } from '../storage/bucket.ts';
import { confirmMetaFile } from './confirm-meta-file.ts';
import { requireUploadBucket } from './grant-upload.ts';

interface Needs {
  database: Database;
  queue: Queue;
  storage: Storage;
  fetcher: Fetcher;
  logger: Logger;
}

/** A meta file that the server is to fetch; where from is looked up, so that the queue keeps no secret. */
export interface MetaFetchJob {
  metaFileId: string;
}

/** Trying again goes on for two minutes beside what the attempts themselves take. */
export const metaFetchJob: JobKind<MetaFetchJob> = {
  name: 'meta-fetch',
  retryLimit: 8,
  expireInSeconds: 300,
  uniqueKey: ({ metaFileId }) => metaFileId,
};

const MAX_SECONDS = 120;

/**
 * Fetches a meta file into the upload bucket, where it goes on as if a client had put it there. What can't be
 * fetched for good makes it Failed, weather does so after the last attempt.
 */
export async function fetchMetaFile(needs: Needs, job: MetaFetchJob, attempt: Attempt): Promise<void> {
  const file = await needs.database
    .selectFrom('metaFiles')
    .selectAll()
    .where('id', '=', job.metaFileId)
    .executeTakeFirst();
  if (file?.state !== 'Pending' || file.sourceUrl === null) return;
  try {
    await bring(needs, file, file.sourceUrl, attempt.signal);
  } catch (error) {
    const judgement = judgeFetchError(error, attempt);
    needs.logger.info({ err: error, metaFile: file.id }, 'meta file not fetched');
    await failMetaFile(needs, file, [`${file.name} could not be fetched. ${judgement.message}`]);
  }
}

async function bring(needs: Needs, file: MetaFile, url: string, signal: AbortSignal): Promise<void> {
  const bucket = requireUploadBucket(needs.storage, file.bucket);
  const key = metaUploadKey(file);
  const limits = { maxBytes: MAX_META_FILE_BYTES, maxSeconds: MAX_SECONDS };
  await fetchToBucket(needs, { url }, bucket, key, limits, signal);
  await confirmMetaFile(needs, file);
  // What was written of a file that was removed meanwhile goes too.
  if (!(await findMetaFile(needs.database, file.projectId, file.id))) await bucket.remove(key);
}
