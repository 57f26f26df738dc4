import type { EngineJob, EnginePhoto } from '@tiepoint/engines';
import { type Image, originalKey, positionInExif } from '../images/image.ts';
import type { Lens } from '../meta-files/entry.ts';
import type { NameMatches } from '../meta-files/match-names.ts';
import type { PhotoHints } from '../meta-files/read-photo-hints.ts';
import type { Storage } from '../storage/bucket.ts';

/**
 * Puts together what an engine is told of the photos: their EXIF, and what the project's meta files add. A
 * position in EXIF stays; `pose.txt` fills in where there is none.
 */
export function describePhotos(
  storage: Storage,
  images: readonly Image[],
  hints: PhotoHints,
): Required<Pick<EngineJob, 'photos' | 'notes'>> {
  const photos = images.map((image) => describePhoto(storage, image, hints));
  return { photos, notes: describeHints(images, photos, hints) };
}

function describePhoto(storage: Storage, image: Image, hints: PhotoHints): EnginePhoto {
  const lens = lensOf(image, hints['camera.txt']);
  return {
    fileName: image.filename,
    displayName: image.name,
    width: image.width ?? 0,
    height: image.height ?? 0,
    cameraKey: cameraKeyOf(image, hints['group.txt'].byImage.get(image.id)?.value, lens),
    position: positionInExif(image) ?? hints['pose.txt'].byImage.get(image.id)?.value,
    lens,
    fetchTo: (path, signal) => storage.private.fetchTo(originalKey(image), path, signal),
  };
}

/** Photos of one group share a camera, but never photos of different sizes. */
function cameraKeyOf(image: Image, group: string | undefined, lens: EnginePhoto['lens']): string {
  const { make, model, focalLength } = image.exif ?? {};
  const calibration = lens ? [JSON.stringify(lens)] : [];
  const camera = group === undefined ? [make, model, focalLength, ...calibration] : ['group', group];
  return [...camera, image.width, image.height].join('|');
}

/** A calibration holds for photos of its own size only. */
function lensOf({ id, width, height }: Image, lenses: NameMatches<Lens>): EnginePhoto['lens'] {
  const lens = lenses.byImage.get(id)?.value;
  if (!lens || lens.width !== width || lens.height !== height) return undefined;
  const { focalLength, centreX, centreY, radial } = lens;
  return { focalLength, centreX, centreY, radial };
}

function describeHints(
  images: readonly Image[],
  photos: readonly EnginePhoto[],
  hints: PhotoHints,
): string[] {
  const positioned = images.filter(({ id }, index) => {
    const pose = hints['pose.txt'].byImage.get(id)?.value;
    return pose !== undefined && photos[index]?.position === pose;
  }).length;
  const known = hints['camera.txt'].byImage.size;
  const calibrated = photos.filter(({ lens }) => lens).length;
  return [
    positioned > 0 && `Positions of ${countPhotos(positioned)} come from pose.txt.`,
    hints['group.txt'].byImage.size > 0 &&
      `${countPhotos(hints['group.txt'].byImage.size)} share cameras as group.txt says.`,
    calibrated > 0 && `Lenses of ${countPhotos(calibrated)} start from camera.txt.`,
    known > calibrated &&
      `camera.txt is not used for ${countPhotos(known - calibrated)}: it gives another size than theirs.`,
    ...(['pose.txt', 'group.txt', 'camera.txt'] as const).map((file) => {
      const lost = hints[file].unknown.length + hints[file].ambiguous.length;
      return (
        lost > 0 && `${lost} ${lost === 1 ? 'name' : 'names'} in ${file} could not be assigned to a photo.`
      );
    }),
  ].filter((note) => note !== false);
}

function countPhotos(count: number): string {
  return count === 1 ? '1 photo' : `${count} photos`;
}
