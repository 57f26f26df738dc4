import {
  type Lens,
  type NameMatches,
  type PhotoHints,
  type PhotoMetadata,
  positionOf,
} from '@tiepoint/inspection';
import type { EngineJob, EnginePhoto } from '../port/engine.ts';

/** A usable photo, without meta files. */
export interface KnownPhoto
  extends Pick<EnginePhoto, 'fileName' | 'displayName' | 'width' | 'height' | 'fetchTo'> {
  /** Its name in the hints. */
  id: string;
  metadata: PhotoMetadata;
}

/**
 * Combines EXIF and meta files to the photos of an engine's job. A position in EXIF takes precedence over `pose.txt`.
 */
export function describePhotos(
  known: readonly KnownPhoto[],
  hints: PhotoHints,
): Required<Pick<EngineJob, 'photos' | 'notes'>> {
  const photos = known.map((photo) => describePhoto(photo, hints));
  return { photos, notes: describeHints(known, photos, hints) };
}

function describePhoto(photo: KnownPhoto, hints: PhotoHints): EnginePhoto {
  const { id, fileName, displayName, width, height, metadata, fetchTo } = photo;
  const lens = lensOf(photo, hints['camera.txt']);
  return {
    fileName,
    displayName,
    width,
    height,
    cameraKey: cameraKeyOf(photo, hints['group.txt'].byPhoto.get(id)?.value, lens),
    position: positionOf(metadata) ?? hints['pose.txt'].byPhoto.get(id)?.value,
    lens,
    fetchTo,
  };
}

/** Photos of one group share a camera, but never photos of different sizes. */
function cameraKeyOf(photo: KnownPhoto, group: string | undefined, lens: EnginePhoto['lens']): string {
  const { make, model, focalLength } = photo.metadata;
  const calibration = lens ? [JSON.stringify(lens)] : [];
  const camera = group === undefined ? [make, model, focalLength, ...calibration] : ['group', group];
  return [...camera, photo.width, photo.height].join('|');
}

/** A calibration is valid only for photos of its size. */
function lensOf({ id, width, height }: KnownPhoto, lenses: NameMatches<Lens>): EnginePhoto['lens'] {
  const lens = lenses.byPhoto.get(id)?.value;
  if (!lens || lens.width !== width || lens.height !== height) return undefined;
  const { focalLength, centreX, centreY, radial } = lens;
  return { focalLength, centreX, centreY, radial };
}

function describeHints(
  known: readonly KnownPhoto[],
  photos: readonly EnginePhoto[],
  hints: PhotoHints,
): string[] {
  const positioned = known.filter(({ id }, index) => {
    const pose = hints['pose.txt'].byPhoto.get(id)?.value;
    return pose !== undefined && photos[index]?.position === pose;
  }).length;
  const measured = hints['camera.txt'].byPhoto.size;
  const calibrated = photos.filter(({ lens }) => lens).length;
  return [
    positioned > 0 && `Positions of ${countPhotos(positioned)} come from pose.txt.`,
    hints['group.txt'].byPhoto.size > 0 &&
      `${countPhotos(hints['group.txt'].byPhoto.size)} share cameras as in group.txt.`,
    calibrated > 0 && `Initial intrinsics of ${countPhotos(calibrated)} come from camera.txt.`,
    measured > calibrated &&
      `camera.txt is not used for ${countPhotos(measured - calibrated)}: it is for another image size.`,
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
