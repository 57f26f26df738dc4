import { failImport } from '../conversion/settle-import.ts';
import type { Database } from '../database/database.ts';
import { fetchToBucket } from '../fetching/fetch-to-bucket.ts';
import type { Fetcher } from '../fetching/fetcher.ts';
import { judgeFetchError } from '../fetching/judge-fetch-error.ts';
import { type ModelFile, modelUploadKey } from '../models/imported-model.ts';
import type { Logger } from '../observability/logger.ts';
import type { Attempt, Queue } from '../queue/queue.ts';
import type { Bucket, Storage } from '../storage/bucket.ts';
import { hashFile } from '../storage/hash-file.ts';
import { confirmModelFile } from './confirm-model-file.ts';
import { requireUploadBucket } from './grant-upload.ts';
import type { ModelFetchJob } from './model-fetch-job.ts';

/** What the fetching of models needs. */
export interface FetchModelNeeds {
  database: Database;
  queue: Queue;
  storage: Storage;
  fetcher: Fetcher;
  logger: Logger;
  maxModelBytes: number;
}

/** How a fetch ends the import; the reason goes on behind the file's name. */
interface Failure {
  to: 'Failed' | 'LimitExceeded';
  reason: string;
}

/** Shorter than the deadline of an upload in which nothing moves. */
const MAX_SECONDS = 3600;

/**
 * Fetches a file of a model into the upload bucket, where it goes on as if a client had put it there. What can't be
 * fetched for good ends the import, weather does so after the last attempt.
 */
export async function fetchModelFile(
  needs: FetchModelNeeds,
  job: ModelFetchJob,
  attempt: Attempt,
): Promise<void> {
  const file = await findWanted(needs.database, job.fileId);
  if (file?.sourceUrl == null) return;
  const bucket = requireUploadBucket(needs.storage, file.bucket);
  const limits = { maxBytes: needs.maxModelBytes, maxSeconds: MAX_SECONDS };
  try {
    const key = modelUploadKey(file);
    await fetchToBucket(needs, { url: file.sourceUrl }, bucket, key, limits, attempt.signal);
  } catch (error) {
    return giveUp(needs, file, judge(error, attempt));
  }
  const mismatch = await findMismatch(bucket, file, attempt.signal);
  if (mismatch) return giveUp(needs, file, { to: 'Failed', reason: mismatch });
  await confirmModelFile(needs, file);
  // What was written of a file that was replaced or removed meanwhile goes too.
  const still = await needs.database
    .selectFrom('modelFiles')
    .select('id')
    .where('id', '=', file.id)
    .executeTakeFirst();
  if (!still) await bucket.remove(modelUploadKey(file));
}

/** The file, while it has not come and its upload is the one that counts. */
async function findWanted(database: Database, id: string): Promise<ModelFile | undefined> {
  return database
    .selectFrom('modelFiles')
    .innerJoin('importedModels', 'importedModels.uploadId', 'modelFiles.uploadId')
    .selectAll('modelFiles')
    .where('modelFiles.id', '=', id)
    .where('modelFiles.state', '=', 'Pending')
    .where('importedModels.state', '=', 'Pending')
    .executeTakeFirst();
}

/** What to tell of a fetch that has come to its end; throws the error again where another attempt may help. */
function judge(error: unknown, attempt: Attempt): Failure {
  const judgement = judgeFetchError(error, attempt);
  const to = judgement.tooLarge ? 'LimitExceeded' : 'Failed';
  return { to, reason: `could not be fetched. ${judgement.message}` };
}

/** What is wrong with the bytes that came; undefined where nothing is. */
async function findMismatch(
  bucket: Bucket,
  file: ModelFile,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (!file.checksum) return undefined;
  const sha1 = await bucket.useFile(modelUploadKey(file), (path) => hashFile(path, signal));
  if (sha1 === file.checksum) return undefined;
  return `has the SHA-1 ${sha1}, announced was ${file.checksum}. The file at the URL is another one, or damaged.`;
}

async function giveUp(needs: FetchModelNeeds, file: ModelFile, { to, reason }: Failure): Promise<void> {
  needs.logger.info({ file: file.id, reason }, 'model not fetched');
  await needs.database
    .updateTable('modelFiles')
    .set({ state: 'Failed', sourceUrl: null })
    .where('id', '=', file.id)
    .execute();
  await failImport(needs, file, { to, reason: `${file.name} ${reason}` });
}
