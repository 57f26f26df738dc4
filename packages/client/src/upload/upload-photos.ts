import { ApiError } from '../api/api-error.ts';
import type { Client } from '../client.ts';
import type { ChosenPhoto } from '../platform.ts';
import { createBatchBuffer } from '../waiting/batch-buffer.ts';
import { findMissing, type PhotoSource } from './find-missing.ts';
import { type HashedPhoto, hashAhead } from './hash-ahead.ts';
import { sendPhotos, sourceOf } from './send-photos.ts';
import { createServerClock, type ServerClock } from './server-clock.ts';
import type { UploadEvent, UploadReport } from './upload-report.ts';
import { startTally, type UploadTally } from './upload-tally.ts';
import { type InvalidPhoto, waitForVerdicts } from './wait-for-verdicts.ts';

/** Photos and the project they go into. */
export interface PhotoUpload<Photo extends ChosenPhoto> {
  client: Client<Photo>;
  projectId: string;
  photos: readonly Photo[];
  /** SHA-1 of photos that were hashed before; the others are hashed on the way. */
  checksums?: ReadonlyMap<Photo, string>;
  /** Photos that are sent at the same time; 4 when nothing is said. */
  concurrency?: number;
  onEvent?(event: UploadEvent): void;
  /** How often to look for verdicts while they come; 1000 when nothing is said. */
  pollEveryMs?: number;
  signal?: AbortSignal;
}

/** What all steps of an upload work with. */
interface Walk<Photo extends ChosenPhoto> {
  client: Client<Photo>;
  projectId: string;
  bucket: string;
  concurrency: number;
  pollEveryMs: number;
  clock: ServerClock;
  tally: UploadTally;
  /** Stops every step when one fails. */
  stopped: AbortController;
  signal: AbortSignal;
}

const SENT_AT_A_TIME = 4;
/** As many as the API can be asked about at a time; what is known of a photo is a few hundred bytes. */
const HASHED_AHEAD = 1000;
const POLL_EVERY_MS = 1000;

/**
 * Uploads photos and waits until the server has checked each of them. What the project has already is not sent
 * again, so an upload that broke off is continued by calling this once more. A photo that can't be sent is
 * reported and does not stop the others. Outlives a server that is away for less than a minute; rejects when it is
 * gone for longer, or refuses the project or the user.
 */
export async function uploadPhotos<Photo extends ChosenPhoto>(
  upload: PhotoUpload<Photo>,
): Promise<UploadReport> {
  const walk = await beginWalk(upload);
  const { tally, signal } = walk;
  const hashed = createBatchBuffer<HashedPhoto<Photo>>(HASHED_AHEAD, signal);
  const { platform } = upload.client;
  const hashing = hashAhead({ platform, checksums: upload.checksums, tally, signal }, upload.photos, hashed);
  const first = await sendAndWait(walk, findMissing(walk, hashed), hashing);

  // Registered long before their bytes came: on a slow line, or while this computer slept.
  const late = first.invalid.flatMap(({ imageId, timedOut }) => {
    const photo = timedOut ? first.sent.get(imageId) : undefined;
    return photo ? [{ imageId, ...photo }] : [];
  });
  if (late.length === 0) return tally.report(first.invalid);
  for (const { photo, imageId } of late) tally.takeBack(photo, imageId);
  return tally.report((await sendAndWait(walk, sourceOf(late))).invalid);
}

async function beginWalk<Photo extends ChosenPhoto>(upload: PhotoUpload<Photo>): Promise<Walk<Photo>> {
  const { client, projectId } = upload;
  const stopped = new AbortController();
  const signal = upload.signal ? AbortSignal.any([upload.signal, stopped.signal]) : stopped.signal;
  if (!(await client.findProject(projectId, signal))) {
    throw new ApiError('NOT_FOUND', `There is no project ${projectId}.`);
  }
  return {
    client,
    projectId,
    bucket: await client.findUploadBucket(signal),
    concurrency: upload.concurrency ?? SENT_AT_A_TIME,
    pollEveryMs: upload.pollEveryMs ?? POLL_EVERY_MS,
    clock: createServerClock(),
    tally: startTally(upload.photos, upload.onEvent),
    stopped,
    signal,
  };
}

/** Sends what the source has, gives the photos that were sent, by image id, and which the server found unusable. */
async function sendAndWait<Photo extends ChosenPhoto>(
  walk: Walk<Photo>,
  source: PhotoSource<Photo>,
  hashing: Promise<void> = Promise.resolve(),
): Promise<{ sent: Map<string, HashedPhoto<Photo>>; invalid: InvalidPhoto[] }> {
  const allSent = new AbortController();
  const sending = sendPhotos(walk, source).finally(() => allSent.abort());
  const { tally, ...rest } = walk;
  const verdicts = waitForVerdicts({
    ...rest,
    awaited: tally.awaited,
    allSent: allSent.signal,
    onVerified: tally.verified,
  });
  const [sent, invalid] = await allOrNothing([sending, verdicts, hashing] as const, walk.stopped);
  return { sent, invalid };
}

/** Like Promise.all, but stops the rest when one rejects, and leaves nothing running behind. */
async function allOrNothing<T extends readonly Promise<unknown>[]>(
  parts: T,
  stopped: AbortController,
): Promise<{ -readonly [Part in keyof T]: Awaited<T[Part]> }> {
  try {
    return await Promise.all(parts);
  } catch (error) {
    stopped.abort(error);
    await Promise.allSettled(parts);
    throw error;
  }
}
