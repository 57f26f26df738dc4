import type { ChosenPhoto } from '../platform.ts';

/** A photo and what identifies its bytes. */
export interface HashedPhoto<Photo extends ChosenPhoto> {
  photo: Photo;
  /** SHA-1 as 40 lower-case hexadecimal digits. */
  checksum: string;
}

/** Photos that are to be sent, a batch at a time. */
export interface PhotoSource<Photo extends ChosenPhoto> {
  /** The next photos, `most` of them; fewer where more would keep it waiting, none at the end. */
  take(most: number): Promise<Array<HashedPhoto<Photo>>>;
}

/** A source of photos that are known to be missing. */
export function sourceOf<Photo extends ChosenPhoto>(
  photos: Iterable<HashedPhoto<Photo>>,
): PhotoSource<Photo> {
  const left = [...photos];
  return { take: async (most) => left.splice(0, most) };
}
