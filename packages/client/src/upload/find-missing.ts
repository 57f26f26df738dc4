import { ApiError } from '../api/api-error.ts';
import type { Api } from '../client.ts';
import type { ChosenPhoto } from '../platform.ts';
import type { BatchBuffer } from '../waiting/batch-buffer.ts';
import type { HashedPhoto, PhotoSource } from './photo-source.ts';
import type { UploadTally } from './upload-tally.ts';

interface Needs<Photo extends ChosenPhoto> {
  client: Pick<Api, 'hasImages'>;
  projectId: string;
  tally: UploadTally<Photo>;
  signal: AbortSignal;
}

/** Maximum number of checksums per request of the API. */
const MAX_ASKED = 1000;
/**
 * When hashing is slower than sending, a batch waits until it is this fraction of all batches before it: the number
 * of requests then grows with the logarithm of the number of photos, and the senders are idle only a small part of
 * the time.
 */
const MIN_SHARE = 1 / 4;
const MAX_AWAITED = 500;

/**
 * Asks which of the hashed photos the project already has, and yields the others. The first request is sent at once.
 */
export function findMissing<Photo extends ChosenPhoto>(
  needs: Needs<Photo>,
  hashed: BatchBuffer<HashedPhoto<Photo>>,
): PhotoSource<Photo> {
  const missing: Array<HashedPhoto<Photo>> = [];
  let asked = 0;
  return {
    async take(most) {
      let enough = missing.length >= most || (missing.length > 0 && hashed.size() < leastAfter(asked));
      while (!enough) {
        const batch = await hashed.take(MAX_ASKED, leastAfter(asked));
        if (batch.length === 0) break;
        asked += batch.length;
        missing.push(...(await keepMissing(needs, batch)));
        enough = missing.length > 0;
      }
      return missing.splice(0, most);
    },
  };
}

function leastAfter(asked: number): number {
  return Math.min(Math.ceil(asked * MIN_SHARE) || 1, MAX_AWAITED);
}

async function keepMissing<Photo extends ChosenPhoto>(
  { client, projectId, tally, signal }: Needs<Photo>,
  batch: ReadonlyArray<HashedPhoto<Photo>>,
): Promise<Array<HashedPhoto<Photo>>> {
  const checksums = batch.map(({ checksum }) => checksum);
  const answers = await client.hasImages(projectId, checksums, signal);
  return batch.filter(({ photo }, index) => {
    const answer = answers[index];
    if (answer instanceof ApiError) tally.failed(photo, answer.message);
    else if (answer) tally.alreadyThere(photo, answer);
    return !answer;
  });
}
