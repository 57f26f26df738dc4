import { ApiError } from '../api/api-error.ts';
import type { Client } from '../client.ts';
import { type ChosenPhoto, PhotoUnreadable } from '../platform.ts';
import { forEachConcurrently } from '../waiting/for-each-concurrently.ts';
import { createGate, type Gate } from '../waiting/gate.ts';
import { PutFailed, putPhoto } from './put-photo.ts';
import type { UploadEvent, UploadReport } from './upload-report.ts';
import { startTally, type UploadTally } from './upload-tally.ts';
import { waitForVerdicts } from './wait-for-verdicts.ts';

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
  pollEveryMs?: number;
  signal?: AbortSignal;
}

/** Everything that the walk of one photo needs. */
interface Walk<Photo extends ChosenPhoto> {
  upload: PhotoUpload<Photo>;
  bucket: string;
  tally: UploadTally;
  hashing: Gate;
  sending: Gate;
  signal: AbortSignal;
}

const SENT_AT_A_TIME = 4;
/** One photo is read while another is hashed; the next ones are hashed while these are sent. */
const HASHED_AT_A_TIME = 2;
const POLL_EVERY_MS = 1000;

/**
 * Uploads photos and waits until the server has checked each of them. What the project has already is not sent
 * again, so an upload that broke off is continued by calling this once more. A photo that can't be sent is
 * reported and does not stop the others; rejects when the server is gone or refuses the project or the user.
 */
export async function uploadPhotos<Photo extends ChosenPhoto>(
  upload: PhotoUpload<Photo>,
): Promise<UploadReport> {
  const { client, projectId, photos } = upload;
  const stopped = new AbortController();
  const signal = upload.signal ? AbortSignal.any([upload.signal, stopped.signal]) : stopped.signal;
  if (!(await client.findProject(projectId, signal))) {
    throw new ApiError('NOT_FOUND', `There is no project ${projectId}.`);
  }
  const sendAtATime = upload.concurrency ?? SENT_AT_A_TIME;
  const tally = startTally(photos, upload.onEvent);
  const walk: Walk<Photo> = {
    upload,
    bucket: await client.findUploadBucket(signal),
    tally,
    hashing: createGate(HASHED_AT_A_TIME),
    sending: createGate(sendAtATime),
    signal,
  };

  // The walkers are the backpressure: no photo is hashed long before there is room to send it.
  let allSent = false;
  const walking = forEachConcurrently(photos, sendAtATime + HASHED_AT_A_TIME, (photo) =>
    walkPhoto(walk, photo),
  ).then(() => {
    allSent = true;
  });
  const verdicts = waitForVerdicts({
    client,
    projectId,
    awaited: tally.awaited,
    complete: () => allSent,
    onVerified: tally.verified,
    pollEveryMs: upload.pollEveryMs ?? POLL_EVERY_MS,
    signal,
  });
  const [, invalid] = await allOrNothing([walking, verdicts] as const, stopped);
  return tally.report(invalid);
}

async function walkPhoto<Photo extends ChosenPhoto>(walk: Walk<Photo>, photo: Photo): Promise<void> {
  const { tally, signal } = walk;
  try {
    const checksum = await hashPhoto(walk, photo);
    const sameAs = tally.claim(checksum, photo);
    if (sameAs !== undefined) tally.duplicate(photo, sameAs);
    else await walk.sending.enter(() => sendPhoto(walk, photo, checksum), signal);
  } catch (error) {
    signal.throwIfAborted();
    if (!isOfThisPhoto(error)) throw error;
    tally.failed(photo, error.message);
  }
}

async function hashPhoto<Photo extends ChosenPhoto>(walk: Walk<Photo>, photo: Photo): Promise<string> {
  const { upload, tally, signal } = walk;
  const known = upload.checksums?.get(photo);
  if (known !== undefined) {
    tally.hashed(photo.sizeBytes);
    return known;
  }
  const work = { onBytes: tally.hashed, signal };
  return walk.hashing.enter(() => upload.client.platform.hashPhoto(photo, work), signal);
}

async function sendPhoto<Photo extends ChosenPhoto>(
  { upload: { client, projectId }, bucket, tally, signal }: Walk<Photo>,
  photo: Photo,
  checksum: string,
): Promise<void> {
  const present = await client.hasImage(projectId, checksum, signal);
  if (present) {
    tally.alreadyThere(photo, present);
    return;
  }
  const register = () => client.uploadImageS3({ projectId, bucket, filename: photo.name, checksum }, signal);
  const { url, image } = await register();
  await client.startImageUpload(image.id, signal);
  await putPhoto({
    platform: client.platform,
    photo,
    url,
    renewUrl: async () => (await register()).url,
    onBytes: tally.sent,
    onRetry: (reason) => tally.retrying(photo, reason),
    signal,
  });
  tally.uploaded(photo, image.id);
}

/** Whether the other photos of the upload may fare better. */
function isOfThisPhoto(error: unknown): error is Error {
  if (error instanceof PhotoUnreadable || error instanceof PutFailed) return true;
  return error instanceof ApiError && error.code !== 'UNAUTHENTICATED' && error.code !== 'NOT_FOUND';
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
