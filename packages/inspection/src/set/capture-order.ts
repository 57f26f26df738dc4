import type { SetPhoto } from './set-photo.ts';

/** The photos in the order of capture: by capture time, then by name (numbers in it compared as numbers). */
export function inCaptureOrder<Photo extends Pick<SetPhoto, 'name' | 'facts'>>(
  photos: readonly Photo[],
): Photo[] {
  const naturally = new Intl.Collator('en', { numeric: true });
  // Photos without a capture time come last; skipping the time for some pairs would not give a consistent order.
  const timed = photos.map((photo) => ({ photo, at: photo.facts?.metadata.takenAt?.slice(0, 19) ?? '~' }));
  timed.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : naturally.compare(a.photo.name, b.photo.name)));
  return timed.map(({ photo }) => photo);
}
