import { Unwanted, whileWanted } from '@tiepoint/processes';
import { type FetchLimits, type FetchSource, fetchToBucket } from '../fetching/fetch-to-bucket.ts';
import type { Fetcher } from '../fetching/fetcher.ts';
import { judgeFetchError } from '../fetching/judge-fetch-error.ts';
import type { Logger } from '../observability/logger.ts';
import type { Attempt } from '../queue/queue.ts';
import type { Bucket } from '../storage/bucket.ts';
import { type ConfirmNeeds, confirmUpload } from './confirm-upload.ts';
import { requireUploadBucket } from './grant-upload.ts';
import type { Upload, UploadKind } from './upload-kind.ts';

/** What fetching needs. */
export interface FetchNeeds extends ConfirmNeeds {
  fetcher: Fetcher;
  logger: Logger;
}

/** Something that is fetched in a client's place. */
export interface Fetch<Row extends Upload> {
  kind: UploadKind<Row>;
  row: Row;
  source: FetchSource;
  limits: FetchLimits;
  /** Asked every second. */
  isWanted: () => Promise<boolean>;
  /** What is wrong with the bytes that came; nothing where it is left out, or gives undefined. */
  findFault?: (bucket: Bucket, key: string, signal: AbortSignal) => Promise<string | undefined>;
}

/** Why it has not come, and will not. */
export interface FetchFault {
  tooLarge: boolean;
  /** Goes on behind a name: “could not be fetched. …”. */
  reason: string;
}

/** What has come of it. */
export type FetchOutcome = 'brought' | 'unwanted' | FetchFault;

/** Trying again goes on for two minutes beside what the attempts themselves take. */
export const FETCH_RETRIES = 8;

/**
 * Fetches something into its upload bucket, where it goes on as if a client had put it there, or tells what keeps it from
 * coming for good, a transient error after the last attempt too. Throws where another attempt may help.
 */
export async function fetchUpload<Row extends Upload>(
  needs: FetchNeeds,
  { kind, row, source, limits, isWanted, findFault }: Fetch<Row>,
  attempt: Attempt,
): Promise<FetchOutcome> {
  const bucket = requireUploadBucket(needs.storage, row.bucket);
  const key = kind.keyOf(row);
  try {
    await whileWanted(isWanted, attempt.signal, (signal) =>
      fetchToBucket(needs.fetcher, { source, limits, bucket, key }, signal),
    );
  } catch (error) {
    if (error instanceof Unwanted) return 'unwanted';
    const { tooLarge, message } = judgeFetchError(error, attempt);
    needs.logger.info({ err: error, object: key }, 'not fetched');
    return { tooLarge, reason: `could not be fetched. ${message}` };
  }
  const reason = await findFault?.(bucket, key, attempt.signal);
  if (reason !== undefined) return { tooLarge: false, reason };
  await confirmUpload(needs, kind, row);
  // What was written of something that was removed meanwhile goes too.
  const kept = await kind.find(needs.database, row.projectId, row.filename);
  if (!kept) await bucket.remove(key);
  return 'brought';
}
