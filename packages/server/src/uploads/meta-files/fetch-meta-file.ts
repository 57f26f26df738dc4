import type { UserShares } from '../../config/config.ts';
import type { Database } from '../../database/database.ts';
import { failMetaFile } from '../../ingest/settle-meta-file.ts';
import { MAX_META_FILE_BYTES, type MetaFile } from '../../meta-files/meta-file.ts';
import { ownerThrough } from '../../projects/work-owner.ts';
import type { Attempt, Job } from '../../queue/queue.ts';
import { FETCH_RETRIES, type FetchNeeds, fetchUpload } from '../fetch-upload.ts';
import { metaFileUpload } from './meta-file-upload.ts';

interface Needs extends FetchNeeds {
  perUser: UserShares;
}

/** A meta file that the server is to fetch; where from is looked up, so that the queue keeps no secret. */
export interface MetaFileFetchJob {
  metaFileId: string;
}

/** The job of one meta file's fetch. */
export const metaFileFetchJob: Job<Needs, MetaFileFetchJob> = {
  name: 'meta-fetch',
  retryLimit: FETCH_RETRIES,
  expireInSeconds: 300,
  uniqueKey: ({ metaFileId }) => metaFileId,
  ownership: ownerThrough('meta_files', ({ metaFileId }) => metaFileId),
  // A fetch waits for the network most of its time.
  concurrency: 8,
  concurrencyPerOwner: ({ perUser }) => perUser.fetches,
  run: fetchMetaFile,
};

const LIMITS = { maxBytes: MAX_META_FILE_BYTES, maxSeconds: 120 };

/** Fetches a meta file; what keeps it from coming makes it Failed. */
async function fetchMetaFile(needs: FetchNeeds, job: MetaFileFetchJob, attempt: Attempt): Promise<void> {
  const row = await findAwaited(needs.database, job.metaFileId);
  if (!row?.sourceUrl) return;
  const source = { url: row.sourceUrl };
  const isWanted = async () => (await findAwaited(needs.database, row.id)) !== undefined;
  const fetch = { kind: metaFileUpload, row, source, limits: LIMITS, isWanted };
  const outcome = await fetchUpload(needs, fetch, attempt);
  if (typeof outcome === 'object')
    await failMetaFile(needs, row, { errors: [`${row.name} ${outcome.reason}`] });
}

function findAwaited(database: Database, id: string): Promise<MetaFile | undefined> {
  return database
    .selectFrom('metaFiles')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'Pending')
    .executeTakeFirst();
}
