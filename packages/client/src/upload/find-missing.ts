import type { Api } from '../client.ts';
import type { ChosenPhoto } from '../platform.ts';
import type { BatchBuffer } from '../waiting/batch-buffer.ts';
import { callInBatch } from './call-in-batch.ts';
import type { HashedPhoto } from './hash-ahead.ts';
import type { UploadTally } from './upload-tally.ts';

/** Photos that are to be sent, a batch at a time. */
export interface PhotoSource<Photo extends ChosenPhoto> {
  /** The next photos, `most` of them; fewer where more would keep it waiting, none at the end. */
  take(most: number): Promise<Array<HashedPhoto<Photo>>>;
}

interface Needs {
  client: Pick<Api, 'hasImages'>;
  projectId: string;
  tally: UploadTally;
  signal: AbortSignal;
}

/** Most checksums that the API takes at a time. */
const MAX_ASKED = 1000;
/**
 * Where hashing is slower than sending, a batch waits until it is this share of all batches before it: their
 * number then grows with the logarithm of the number of photos, and the senders idle for a small part of the time.
 */
const LEAST_SHARE = 1 / 4;
const MOST_WAITED_FOR = 500;

/** Asks which of the hashed photos the project has; the others are the source's. The first is asked for at once. */
export function findMissing<Photo extends ChosenPhoto>(
  needs: Needs,
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
  return Math.min(Math.ceil(asked * LEAST_SHARE) || 1, MOST_WAITED_FOR);
}

async function keepMissing<Photo extends ChosenPhoto>(
  { client, projectId, tally, signal }: Needs,
  batch: ReadonlyArray<HashedPhoto<Photo>>,
): Promise<Array<HashedPhoto<Photo>>> {
  const answered = await callInBatch({
    items: batch,
    call: (items) =>
      client.hasImages(
        projectId,
        items.map(({ checksum }) => checksum),
        signal,
      ),
    onRefused: ({ photo }, reason) => tally.failed(photo, reason),
  });
  return answered.flatMap(({ item, answer }) => {
    if (!answer) return [item];
    tally.alreadyThere(item.photo, answer);
    return [];
  });
}
