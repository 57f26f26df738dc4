import type { SetPhoto } from './set-photo.ts';

/** A copy of the photos as they were taken: by the camera's clock, and by name where that tells nothing. */
export function inCaptureOrder<Photo extends Pick<SetPhoto, 'name' | 'facts'>>(
  photos: readonly Photo[],
): Photo[] {
  const naturally = new Intl.Collator('en', { numeric: true });
  // Comparing times only where both have one would not be an order: photos without a time come last.
  const timed = photos.map((photo) => ({ photo, at: photo.facts?.metadata.takenAt?.slice(0, 19) ?? '~' }));
  timed.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : naturally.compare(a.photo.name, b.photo.name)));
  return timed.map(({ photo }) => photo);
}
