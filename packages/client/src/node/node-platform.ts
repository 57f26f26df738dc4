import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type ByteWork, type ChosenPhoto, type ClientPlatform, PhotoUnreadable } from '../platform.ts';
import { putStream } from './put-stream.ts';

/**
 * A photo that is a file.
 *
 * @example
 * ```ts
 * import { stat } from 'node:fs/promises';
 * import { uploadPhotos } from '@tiepoint/client';
 * import type { FilePhoto } from '@tiepoint/client/node';
 *
 * const path = 'photos/a.jpg';
 * const photo: FilePhoto = { name: 'a.jpg', path, sizeBytes: (await stat(path)).size };
 * await uploadPhotos({ client, projectId, photos: [photo] });
 * ```
 */
export interface FilePhoto extends ChosenPhoto {
  readonly path: string;
}

/** Large enough for a few dozen reads per photo, small enough for many buffers in memory. */
const READ_BYTES = 256 * 1024;

/**
 * The platform of Node: photos are files, and are sent with `node:http`.
 *
 * @example
 * ```ts
 * import { createClient } from '@tiepoint/client';
 * import { nodePlatform } from '@tiepoint/client/node';
 *
 * const connection = { endpoint: 'http://127.0.0.1:8090', key: 'app key', token: 'user token' };
 * console.log(await createClient({ ...connection, platform: nodePlatform() }).greet());
 * ```
 */
export function nodePlatform(): ClientPlatform<FilePhoto> {
  return {
    async hashPhoto(photo, work) {
      const hash = createHash('sha1');
      for await (const chunk of readPhoto(photo, work.signal)) {
        hash.update(chunk);
        work.onBytes(chunk.length);
      }
      return hash.digest('hex');
    },

    putPhoto(photo, target, work) {
      const headers = { 'content-type': target.contentType, 'content-length': photo.sizeBytes };
      const body = countBytes(readPhoto(photo, work.signal), work);
      return putStream({ url: target.url, headers, body, signal: work.signal });
    },
  };
}

/** The photo's bytes; fails when their number differs from that when it was chosen. */
async function* readPhoto(photo: FilePhoto, signal: AbortSignal): AsyncGenerator<Buffer, void> {
  const file = createReadStream(photo.path, { highWaterMark: READ_BYTES });
  let bytes = 0;
  try {
    for await (const chunk of file as AsyncIterable<Buffer>) {
      signal.throwIfAborted();
      bytes += chunk.length;
      if (bytes > photo.sizeBytes) break;
      yield chunk;
    }
  } catch (error) {
    signal.throwIfAborted();
    throw new PhotoUnreadable(`The file can't be read: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
  if (bytes !== photo.sizeBytes) {
    throw new PhotoUnreadable('The file was changed while it was read.');
  }
}

async function* countBytes(chunks: AsyncIterable<Buffer>, work: ByteWork): AsyncGenerator<Buffer, void> {
  for await (const chunk of chunks) {
    yield chunk;
    work.onBytes(chunk.length);
  }
}
