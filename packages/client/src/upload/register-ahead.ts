import type { IMAGE_STATE } from '@tiepoint/protocol';
import { ApiError } from '../api/api-error.ts';
import type { UploadGrant } from '../api/upload-calls.ts';
import type { Api } from '../client.ts';
import type { ChosenPhoto } from '../platform.ts';
import { MIN_BATCH, nextBatchSize } from './batch-size.ts';
import type { HashedPhoto, PhotoSource } from './photo-source.ts';
import type { ServerClock } from './server-clock.ts';
import type { UploadTally } from './upload-tally.ts';

/** A registered photo with its upload URL. */
export interface RegisteredPhoto<Photo extends ChosenPhoto> extends HashedPhoto<Photo> {
  imageId: string;
  url: string;
  /** In server time: from then on the photo has to be registered again before it is sent. */
  staleAtMs: number;
}

/** What registering photos needs. */
export interface RegisterNeeds<Photo extends ChosenPhoto> {
  client: Pick<Api, 'uploadImages'>;
  projectId: string;
  bucket: string;
  clock: ServerClock;
  tally: UploadTally<Photo>;
  signal: AbortSignal;
}

/** A URL in the last tenth of its lifetime is replaced before use. */
const USABLE_SHARE = 0.9;
/**
 * The server makes a photo Invalid that has not arrived within 65 minutes; registering it again makes it Pending for
 * as long.
 */
const GIVEN_UP_AFTER_MS = 66 * 60_000;
/** Its bytes have arrived, by another upload or by a PUT whose response was lost. */
const ARRIVED_STATES: ReadonlySet<IMAGE_STATE> = new Set(['Uploaded', 'Processing', 'Ready'] as const);

/**
 * Registers the photos of a source, and yields them one by one to the senders. The next batch is registered when only
 * `low` of the last one are left; it is sized to be sent soon. A photo that has waited too long is registered again
 * together with all after it. Photos that have arrived meanwhile, or are refused, go into the tally.
 */
export async function* registerAhead<Photo extends ChosenPhoto>(
  needs: RegisterNeeds<Photo>,
  source: PhotoSource<Photo>,
  low: number,
): AsyncGenerator<RegisteredPhoto<Photo>, void> {
  const registerNext = async (size: number) => {
    const photos = await source.take(size);
    return photos.length > 0 ? registerPhotos(needs, photos) : undefined;
  };
  let waiting = await registerNext(MIN_BATCH);
  while (waiting) {
    const { length } = waiting;
    const begunAtMs = needs.clock.nowMs();
    let following: ReturnType<typeof registerNext> | undefined;
    while (waiting.length > 0) {
      if (waiting.length <= low && !following) {
        following = registerNext(nextBatchSize(length, needs.clock.nowMs() - begunAtMs));
        // Handled below; until then a failure must not be reported as unhandled.
        following.catch(() => {});
      }
      if (isStale(needs.clock, waiting[0])) waiting = await registerPhotos(needs, waiting);
      const next = waiting.shift();
      if (next) yield next;
    }
    waiting = await (following ?? registerNext(MIN_BATCH));
  }
}

/** A new URL for a registered photo; rejects when the server refuses it. */
export async function renewUrl<Photo extends ChosenPhoto>(
  needs: RegisterNeeds<Photo>,
  photo: HashedPhoto<Photo>,
): Promise<string> {
  const [grant = new ApiError('UNKNOWN', 'The server returned no upload URL.')] = await requestGrants(needs, [
    photo,
  ]);
  if (grant instanceof ApiError) throw grant;
  return grant.url;
}

function isStale(clock: ServerClock, photo: { staleAtMs: number } | undefined): boolean {
  return photo !== undefined && photo.staleAtMs <= clock.nowMs();
}

async function registerPhotos<Photo extends ChosenPhoto>(
  needs: RegisterNeeds<Photo>,
  photos: ReadonlyArray<HashedPhoto<Photo>>,
): Promise<Array<RegisteredPhoto<Photo>>> {
  const grants = await requestGrants(needs, photos);
  return photos.flatMap(({ photo, checksum }, index) => {
    const grant = grants[index];
    if (grant instanceof ApiError) needs.tally.failed(photo, grant.message);
    else if (grant && ARRIVED_STATES.has(grant.image.state)) needs.tally.alreadyThere(photo, grant.image);
    else if (grant) {
      return [{ photo, checksum, imageId: grant.image.id, url: grant.url, staleAtMs: staleAtMs(grant) }];
    }
    return [];
  });
}

async function requestGrants<Photo extends ChosenPhoto>(
  { client, projectId, bucket, clock, signal }: RegisterNeeds<Photo>,
  photos: ReadonlyArray<HashedPhoto<Photo>>,
): Promise<Array<UploadGrant | ApiError>> {
  const announced = photos.map(({ photo, checksum }) => ({
    filename: photo.name,
    checksum,
    size: photo.sizeBytes,
  }));
  const grants = await client.uploadImages({ projectId, bucket, photos: announced }, signal);
  for (const grant of grants) if (!(grant instanceof ApiError)) clock.heard(grant.serverTime);
  return grants;
}

function staleAtMs({ serverTime, ttlSeconds }: Pick<UploadGrant, 'serverTime' | 'ttlSeconds'>): number {
  return Date.parse(serverTime) + Math.min(ttlSeconds * 1000 * USABLE_SHARE, GIVEN_UP_AFTER_MS);
}
