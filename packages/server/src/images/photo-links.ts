import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { Image } from './image.ts';

/** A photo and whose it is: a link ends when the photo is removed or goes to another owner. */
export type LinkedPhoto = Pick<Image, 'id' | 'projectId'> & { ownerId: string };

/** Makes and checks permanent addresses that show a photo to everybody who has them. */
export interface PhotoLinks {
  /** The path and query of a thumbnail. */
  thumbnail(photo: LinkedPhoto, size: number): string;
  /** The path and query of the photo's Deep Zoom descriptor; its tiles have the same query. */
  tiles(photo: LinkedPhoto): string;
  /** Whether a signature is that of the photo's links. */
  isSigned(photo: LinkedPhoto, signature: string): boolean;
}

/** 128 bits: nobody guesses them. */
const SIGNATURE_DIGITS = 32;

/** Links that are signed with a secret of the server (HMAC-SHA256, RFC 2104). */
export function createPhotoLinks(secret: string): PhotoLinks {
  // With the text itself each signature would take seven times as long.
  const key = createSecretKey(secret, 'utf8');
  const sign = ({ ownerId, projectId, id }: LinkedPhoto) =>
    createHmac('sha256', key)
      .update(`${ownerId}/${projectId}/${id}`)
      .digest('hex')
      .slice(0, SIGNATURE_DIGITS);
  const path = (photo: LinkedPhoto, file: string) =>
    `/projects/${photo.projectId}/images/${photo.id}/${file}?s=${sign(photo)}`;
  return {
    thumbnail: (photo, size) => path(photo, `thumbnails/${size}.jpg`),
    tiles: (photo) => path(photo, 'tiles.dzi'),
    isSigned(photo, signature) {
      const [given, right] = [Buffer.from(signature), Buffer.from(sign(photo))];
      return given.length === right.length && timingSafeEqual(given, right);
    },
  };
}
