import { isInputRefusal } from '../api/answer-each.ts';
import { ConnectionError } from '../api/api-error.ts';
import { type ChosenPhoto, type ClientPlatform, PhotoUnreadable } from '../platform.ts';
import { forEachConcurrently } from '../waiting/for-each-concurrently.ts';
import { type HashedPhoto, type PhotoSource, sourceOf } from './photo-source.ts';
import { PutFailed, type PutRetries, putPhoto } from './put-photo.ts';
import { type RegisteredPhoto, type RegisterNeeds, registerAhead, renewUrl } from './register-ahead.ts';

interface Needs<Photo extends ChosenPhoto> extends RegisterNeeds<Photo>, PutRetries {
  client: RegisterNeeds<Photo>['client'] & { platform: ClientPlatform<Photo> };
  /** Photos sent in parallel. */
  concurrency: number;
}

/** A photo that the bucket did not accept. */
interface UnsentPhoto<Photo extends ChosenPhoto> extends HashedPhoto<Photo> {
  failure: PutFailed;
}

/** A few failures of a single sender prove nothing. */
const MIN_IN_ROW = 4;

/**
 * Registers and sends every photo of a source. Failed photos are retried once more after all others, so that their
 * images do not stay Pending. Outcomes are recorded in the tally. Rejects when uploads keep failing.
 */
export async function sendPhotos<Photo extends ChosenPhoto>(
  needs: Needs<Photo>,
  source: PhotoSource<Photo>,
): Promise<void> {
  const unsent = await sendRound(needs, source);
  const unsentAgain = await sendRound(needs, sourceOf(unsent));
  for (const { photo, failure } of unsentAgain) needs.tally.failed(photo, failure.message);
}

/** Returns the photos that the bucket did not accept. */
async function sendRound<Photo extends ChosenPhoto>(
  needs: Needs<Photo>,
  source: PhotoSource<Photo>,
): Promise<Array<UnsentPhoto<Photo>>> {
  const unsent: Array<UnsentPhoto<Photo>> = [];
  let inRow = 0;
  const registered = registerAhead(needs, source, needs.concurrency);
  await forEachConcurrently(registered, needs.concurrency, async (photo) => {
    const failure = await sendPhoto(needs, photo);
    if (failure) unsent.push({ ...photo, failure });
    inRow = failure?.transient ? inRow + 1 : 0;
    // All of them have been retried for a minute in parallel: the next ones would fail as well.
    if (failure && inRow === Math.max(needs.concurrency, MIN_IN_ROW)) throw nothingGetsThrough(failure);
  });
  return unsent;
}

async function sendPhoto<Photo extends ChosenPhoto>(
  needs: Needs<Photo>,
  { photo, checksum, imageId, url }: RegisteredPhoto<Photo>,
): Promise<PutFailed | undefined> {
  const { client, tally, firstWaitMs, retryForMs, signal } = needs;
  try {
    await putPhoto({
      platform: client.platform,
      photo,
      url,
      renewUrl: () => renewUrl(needs, { photo, checksum }),
      onBytes: tally.sent,
      onRetry: (reason) => tally.retrying(photo, reason),
      firstWaitMs,
      retryForMs,
      signal,
    });
    tally.uploaded({ photo, checksum }, imageId);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof PutFailed) return error;
    if (!(error instanceof PhotoUnreadable || isInputRefusal(error))) throw error;
    tally.failed(photo, error.message);
  }
  return undefined;
}

function nothingGetsThrough(failure: PutFailed): ConnectionError {
  return new ConnectionError(`Uploads keep failing. ${failure.message}`, true, { cause: failure });
}
