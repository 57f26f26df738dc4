import type { NamedPhoto } from '@tiepoint/protocol';
import type { SetPhoto } from '../set-photo.ts';

/** Lists of photos in a report are shortened to this; their count is beside them. */
const MAX_LISTED_PHOTOS = 100;
const MAX_NAMES_IN_SENTENCE = 3;

/** Id and name of a photo by its index. */
export function namePhoto(index: number, photos: readonly SetPhoto[]): NamedPhoto {
  const { id = '', name = '' } = photos[index] ?? {};
  return { id, name };
}

/** Ids and names of the first hundred of the photos with these indices. */
export function nameFirst(indices: readonly number[], photos: readonly SetPhoto[]): NamedPhoto[] {
  return indices.slice(0, MAX_LISTED_PHOTOS).map((index) => namePhoto(index, photos));
}

/** `1 photo`, `3 photos`. */
export function sayPhotos(count: number): string {
  return count === 1 ? '1 photo' : `${count} photos`;
}

/** `a.jpg`, `a.jpg and b.jpg`, `a.jpg, b.jpg and 5 more`. */
export function sayNames(indices: readonly number[], photos: readonly SetPhoto[]): string {
  const names = indices.slice(0, MAX_NAMES_IN_SENTENCE).map((index) => namePhoto(index, photos).name);
  const more = indices.length - names.length;
  const said = more > 0 ? [...names.slice(0, 2), `${more + names.length - 2} more`] : names;
  return said.length < 2 ? said.join('') : `${said.slice(0, -1).join(', ')} and ${said.at(-1)}`;
}
