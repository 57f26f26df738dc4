import type { ReadBalanced } from '../views/balance-photo.ts';
import type { Photo } from '../views/photo.ts';

/** Seven photos of 12 megapixels, or a hundred of those that coarse tiles are drawn from. */
const MAX_BYTES = 256 * 2 ** 20;

/** A cache of the photos that were decoded last, because neighbouring tiles are drawn from the same ones. */
export function cachePhotos(read: ReadBalanced): ReadBalanced {
  const photos = new Map<string, Photo>();
  let bytes = 0;
  return async (view) => {
    const key = `${view.width} ${view.height} ${view.name}`;
    const known = photos.get(key);
    const photo = known ?? (await read(view));
    if (!known) bytes += photo.pixels.length;
    // A map keeps its entries in the order in which they were set.
    photos.delete(key);
    photos.set(key, photo);
    for (const [oldest, { pixels }] of photos) {
      if (bytes <= MAX_BYTES) break;
      photos.delete(oldest);
      bytes -= pixels.length;
    }
    return photo;
  };
}
