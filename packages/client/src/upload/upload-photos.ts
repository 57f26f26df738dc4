import { ApiError } from '../api/api-error.ts';
import type { Client } from '../client.ts';
import type { ChosenPhoto } from '../platform.ts';
import { type Background, runWithBackground } from '../waiting/run-with-background.ts';
import { findMissing } from './find-missing.ts';
import { hashAhead } from './hash-ahead.ts';
import { sourceOf } from './photo-source.ts';
import { sendPhotos } from './send-photos.ts';
import { createServerClock } from './server-clock.ts';
import type { UploadEvent, UploadReport } from './upload-report.ts';
import { startTally } from './upload-tally.ts';
import { watchVerdicts } from './watch-verdicts.ts';

/**
 * Photos and their project.
 *
 * @example
 * ```ts
 * import { type PhotoUpload, uploadPhotos } from '@tiepoint/client';
 * import type { FilePhoto } from '@tiepoint/client/node';
 *
 * const upload: PhotoUpload<FilePhoto> = { client, projectId, photos, concurrency: 8 };
 * console.log((await uploadPhotos(upload)).uploaded);
 * ```
 */
export interface PhotoUpload<Photo extends ChosenPhoto> {
  client: Client<Photo>;
  projectId: string;
  photos: readonly Photo[];
  /** SHA-1 of photos that were already hashed; the others are hashed during the upload. */
  checksums?: ReadonlyMap<Photo, string>;
  /** Photos sent in parallel (default: 4). */
  concurrency?: number;
  onEvent?(event: UploadEvent): void;
  /** Initial poll interval for verdicts when the event stream is not available (default: 1000). */
  pollEveryMs?: number;
  signal?: AbortSignal;
}

const SENT_AT_A_TIME = 4;
const POLL_EVERY_MS = 1000;

/**
 * Uploads photos and waits until the server has checked each of them. Photos that the project already has are not
 * sent again, so calling this again resumes an interrupted upload. A photo that can't be sent is reported and does
 * not stop the others. Survives a server outage of less than a minute; rejects when it is longer, or when the server
 * refuses the project or the user.
 *
 * Each photo goes through the same steps: hash, look up, register, send, verdict. The tally records where it left
 * them.
 *
 * @example
 * ```ts
 * import { uploadPhotos } from '@tiepoint/client';
 *
 * const { uploaded, alreadyThere, invalid, failed } = await uploadPhotos({
 *   client,
 *   projectId,
 *   photos,
 *   onEvent: (event) => {
 *     if (event.type === 'progress') console.log(event.progress.sentBytes, event.progress.verifiedPhotos);
 *   },
 * });
 * console.log(uploaded.length + alreadyThere.length, 'are Ready');
 * for (const { name, reasons } of invalid) console.log(name, reasons.join(' '));
 * for (const { name, reason } of failed) console.log(name, reason);
 * ```
 */
export async function uploadPhotos<Photo extends ChosenPhoto>(
  upload: PhotoUpload<Photo>,
): Promise<UploadReport> {
  const place = await findPlace(upload);
  return runWithBackground(upload.signal, async (background) => {
    const walk = beginWalk(upload, place, background);
    const verdicts = watchVerdicts(walk);
    const hashed = hashAhead(walk, upload.photos);
    await sendPhotos(walk, findMissing(walk, hashed));
    const invalid = await verdicts.allIn();

    // Registered long before their bytes arrived: on a slow connection, or while this computer was suspended.
    const late = invalid.flatMap(({ imageId, timedOut }) => (timedOut ? walk.tally.takeBack(imageId) : []));
    if (late.length === 0) return walk.tally.report(invalid);
    await sendPhotos(walk, sourceOf(late));
    return walk.tally.report(await verdicts.allIn());
  });
}

/** Checks that the project exists before anything is read, and finds the upload bucket. */
async function findPlace<Photo extends ChosenPhoto>({ client, projectId, signal }: PhotoUpload<Photo>) {
  if (!(await client.findProject(projectId, signal))) {
    throw new ApiError('NOT_FOUND', `There is no project ${projectId}.`);
  }
  return { projectId, bucket: await client.findUploadBucket(signal) };
}

/** What the steps of an upload share. */
function beginWalk<Photo extends ChosenPhoto>(
  { client, photos, checksums, onEvent, ...upload }: PhotoUpload<Photo>,
  place: { projectId: string; bucket: string },
  background: Background,
) {
  return {
    ...place,
    client,
    checksums,
    concurrency: upload.concurrency ?? SENT_AT_A_TIME,
    pollEveryMs: upload.pollEveryMs ?? POLL_EVERY_MS,
    clock: createServerClock(),
    tally: startTally(photos, onEvent),
    background,
    signal: background.signal,
  };
}
