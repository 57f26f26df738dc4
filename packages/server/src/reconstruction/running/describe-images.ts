import { describePhotos, type EngineJob } from '@tiepoint/engines';
import type { PhotoHints } from '@tiepoint/inspection';
import { type Image, originalKey } from '../../images/image.ts';
import type { Storage } from '../../storage/bucket.ts';

/** Puts together what an engine is told of a project's photos: their EXIF, and what its meta files add. */
export function describeImages(
  storage: Storage,
  images: readonly Image[],
  hints: PhotoHints,
): Required<Pick<EngineJob, 'photos' | 'notes'>> {
  const known = images.map((image) => ({
    id: image.id,
    fileName: image.filename,
    displayName: image.name,
    width: image.width ?? 0,
    height: image.height ?? 0,
    metadata: image.exif ?? {},
    fetchTo: (path: string, signal: AbortSignal) => storage.private.fetchTo(originalKey(image), path, signal),
  }));
  return describePhotos(known, hints);
}
