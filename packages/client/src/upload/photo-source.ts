import type { ChosenPhoto } from '../platform.ts';

/** A photo and what identifies its bytes. */
export interface HashedPhoto<Photo extends ChosenPhoto> {
  photo: Photo;
  /** SHA-1 as 40 lower-case hexadecimal digits. */
  checksum: string;
}

/** A source of photos to send, in batches. */
export interface PhotoSource<Photo extends ChosenPhoto> {
  /** The next photos, at most `most`; fewer if more would have to be waited for, none at the end. */
  take(most: number): Promise<Array<HashedPhoto<Photo>>>;
}

/** A source of photos that are known to be missing. */
export function sourceOf<Photo extends ChosenPhoto>(
  photos: Iterable<HashedPhoto<Photo>>,
): PhotoSource<Photo> {
  const left = [...photos];
  return { take: async (most) => left.splice(0, most) };
}
