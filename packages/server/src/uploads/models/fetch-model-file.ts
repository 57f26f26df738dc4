import { failImport } from '../../conversion/settle-import.ts';
import type { Database } from '../../database/database.ts';
import type { ModelFile } from '../../models/imported-model.ts';
import { moveModelFile } from '../../models/move-model-file.ts';
import { ownerThrough } from '../../projects/work-owner.ts';
import type { Attempt, Job } from '../../queue/queue.ts';
import type { Bucket } from '../../storage/bucket.ts';
import { hashFile } from '../../storage/hash-file.ts';
import { FETCH_RETRIES, type FetchFault, type FetchNeeds, fetchUpload } from '../fetch-upload.ts';
import { modelFileUpload } from './model-file-upload.ts';

interface Needs extends FetchNeeds {
  maxModelBytes: number;
}

/** A file of a model that the server is to fetch; where from is looked up, so that the queue keeps no secret. */
export interface ModelFileFetchJob {
  fileId: string;
}

/** The job of one file's fetch. */
export const modelFileFetchJob: Job<Needs, ModelFileFetchJob> = {
  name: 'model-fetch',
  retryLimit: FETCH_RETRIES,
  expireInSeconds: 3900,
  uniqueKey: ({ fileId }) => fileId,
  ownership: ownerThrough('model_files', ({ fileId }) => fileId),
  concurrency: 2,
  // They are the largest: one user's never take both places.
  concurrencyPerOwner: 1,
  run: fetchModelFile,
};

/** Shorter than the deadline of an upload in which nothing moves. */
const MAX_SECONDS = 3600;

/** Fetches a file of a model; what keeps it from coming ends the import. */
async function fetchModelFile(needs: Needs, job: ModelFileFetchJob, attempt: Attempt): Promise<void> {
  const row = await findAwaited(needs.database, job.fileId);
  if (!row?.sourceUrl) return;
  const fetch = {
    kind: modelFileUpload,
    row,
    source: { url: row.sourceUrl },
    limits: { maxBytes: needs.maxModelBytes, maxSeconds: MAX_SECONDS },
    isWanted: async () => (await findAwaited(needs.database, row.id)) !== undefined,
    findFault: (bucket: Bucket, key: string, signal: AbortSignal) =>
      bucket.useFile(key, async (path) => judgeBytes(row, await hashFile(path, signal))),
  };
  const outcome = await fetchUpload(needs, fetch, attempt);
  if (typeof outcome === 'object') await giveUp(needs, row, outcome);
}

/** The file, while it has not come and its upload is the one that counts. */
function findAwaited(database: Database, id: string): Promise<ModelFile | undefined> {
  return database
    .selectFrom('modelFiles')
    .innerJoin('importedModels', 'importedModels.uploadId', 'modelFiles.uploadId')
    .selectAll('modelFiles')
    .where('modelFiles.id', '=', id)
    .where('modelFiles.state', '=', 'Pending')
    .where('importedModels.state', '=', 'Pending')
    .executeTakeFirst();
}

function judgeBytes({ checksum }: ModelFile, sha1: string): string | undefined {
  if (checksum === null || sha1 === checksum) return undefined;
  return `has the SHA-1 ${sha1}; ${checksum} was announced. The file at the URL is a different one, or damaged.`;
}

async function giveUp(needs: Needs, file: ModelFile, { tooLarge, reason }: FetchFault): Promise<void> {
  await moveModelFile(needs.database, file.id, { to: 'Failed' });
  const to = tooLarge ? 'LimitExceeded' : 'Failed';
  await failImport(needs, file, { to, reason: `${file.name} ${reason}` });
}
