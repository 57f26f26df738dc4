/**
 * A chosen photo, before it is read.
 *
 * @example
 * ```ts
 * import type { ChosenPhoto } from '@tiepoint/client';
 *
 * const sum = (chosen: readonly ChosenPhoto[]) => chosen.reduce((bytes, { sizeBytes }) => bytes + sizeBytes, 0);
 * console.log(sum(photos));
 * ```
 */
export interface ChosenPhoto {
  /** Name for users; unique in the set, for example `left/DSC_0001.JPG`. */
  readonly name: string;
  readonly sizeBytes: number;
}

/**
 * Progress callback and abort signal of an operation of the platform.
 *
 * @example
 * ```ts
 * import type { ByteWork } from '@tiepoint/client';
 *
 * let bytes = 0;
 * const work: ByteWork = {
 *   onBytes: (count) => {
 *     bytes += count;
 *   },
 *   signal: AbortSignal.timeout(60_000),
 * };
 * for (const photo of photos) console.log(await client.platform.hashPhoto(photo, work), bytes);
 * ```
 */
export interface ByteWork {
  /** Called with the number of bytes since the last call. */
  onBytes(count: number): void;
  signal: AbortSignal;
}

/**
 * The destination of a photo's bytes.
 *
 * @example
 * ```ts
 * import type { PutTarget } from '@tiepoint/client';
 *
 * const target: PutTarget = { url: `${client.endpoint}/image-0`, contentType: 'image/jpeg' };
 * const work = { onBytes() {}, signal: AbortSignal.timeout(60_000) };
 * for (const photo of photos) console.log((await client.platform.putPhoto(photo, target, work)).status);
 * ```
 */
export interface PutTarget {
  /** Presigned URL; used without any change. */
  url: string;
  contentType: string;
}

/**
 * The object store's response to a PUT.
 *
 * @example
 * ```ts
 * import type { PutAnswer } from '@tiepoint/client';
 *
 * const isStored = ({ status }: PutAnswer) => status >= 200 && status < 300;
 * console.log(isStored({ status: 403, body: '<Code>AccessDenied</Code>' }));
 * ```
 */
export interface PutAnswer {
  status: number;
  /** The beginning of the body: S3's XML error when the status is not 200. */
  body: string;
}

/**
 * The platform that an upload runs on. Both methods stream: memory does not grow with the photo. They reject with the
 * signal's reason when it is aborted, with a PhotoUnreadable when the photo is the cause, and with any other error
 * for network problems.
 *
 * @example
 * ```ts
 * import { type ChosenPhoto, type ClientPlatform, createClient, uploadPhotos } from '@tiepoint/client';
 *
 * // Photos that are in memory, sent by `fetch`: where WebCrypto is, this is a whole platform.
 * interface PhotoInMemory extends ChosenPhoto {
 *   bytes: Uint8Array<ArrayBuffer>;
 * }
 * const platform: ClientPlatform<PhotoInMemory> = {
 *   async hashPhoto({ bytes }, { onBytes }) {
 *     onBytes(bytes.length);
 *     const digest = new Uint8Array(await crypto.subtle.digest('SHA-1', bytes));
 *     return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
 *   },
 *   async putPhoto({ bytes }, { url, contentType }, { signal, onBytes }) {
 *     const answer = await fetch(url, { method: 'PUT', body: bytes, headers: { 'content-type': contentType }, signal });
 *     onBytes(bytes.length);
 *     return { status: answer.status, body: await answer.text() };
 *   },
 * };
 * const bytes = new TextEncoder().encode('a photo');
 * const mine = createClient({ endpoint: client.endpoint, key: 'key', token: 'token', platform });
 * await uploadPhotos({ client: mine, projectId, photos: [{ name: 'a.jpg', sizeBytes: bytes.length, bytes }] });
 * ```
 */
export interface ClientPlatform<Photo extends ChosenPhoto> {
  /** SHA-1 of the photo's bytes as 40 lower-case hexadecimal digits. */
  hashPhoto(photo: Photo, work: ByteWork): Promise<string>;
  /** One HTTP PUT with `Content-Length` and `Content-Type`; resolves with the response whatever its status. */
  putPhoto(photo: Photo, target: PutTarget, work: ByteWork): Promise<PutAnswer>;
}

/**
 * The photo can't be read, or has changed since it was chosen; a retry won't help.
 *
 * @example
 * ```ts
 * import { PhotoUnreadable } from '@tiepoint/client';
 *
 * const gone = { name: 'gone.jpg', path: 'photos/gone.jpg', sizeBytes: 3 };
 * const work = { onBytes() {}, signal: AbortSignal.timeout(60_000) };
 * await client.platform.hashPhoto(gone, work).catch((error: unknown) => {
 *   if (!(error instanceof PhotoUnreadable)) throw error;
 *   console.log(error.message);
 * });
 * ```
 */
export class PhotoUnreadable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PhotoUnreadable';
  }
}
