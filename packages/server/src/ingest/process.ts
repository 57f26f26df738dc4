import { THUMBNAIL_SIZES } from '@tiepoint/inspection';
import { type Image, originalKey, thumbnailKey } from '../images/image.ts';
import type { IngestNeeds, StepOutcome } from './step.ts';

/** Has a photo judged apart from this process, and stores its thumbnails. */
export async function processPhoto(
  needs: Pick<IngestNeeds, 'storage' | 'inspector'>,
  image: Image,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const announced = { type: image.announcedType ?? undefined, sizeBytes: image.announcedSize ?? undefined };
  const found = await needs.storage.private.useFile(originalKey(image), (path) =>
    needs.inspector.inspect(path, announced, signal),
  );
  if ('faults' in found) return found;
  const { facts, thumbnails } = found;
  await Promise.all(
    thumbnails.map((thumbnail, index) =>
      needs.storage.private.write(
        thumbnailKey(image, THUMBNAIL_SIZES[index] ?? 0),
        [thumbnail],
        'image/jpeg',
      ),
    ),
  );
  const { metadata: exif, ...others } = facts;
  return { facts: { ...others, exif } };
}
