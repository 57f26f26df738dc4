import {
  type ChosenPositions,
  cameraKeyOf,
  choosePositions,
  type Lens,
  type NameMatches,
  nameCamera,
  type PhotoHints,
  type PhotoMetadata,
} from '@tiepoint/inspection';
import type { CameraAttitude, EngineJob, EnginePhoto } from '../port/engine.ts';

/** A usable photo, without meta files. */
export interface KnownPhoto
  extends Pick<EnginePhoto, 'fileName' | 'displayName' | 'width' | 'height' | 'fetchTo'> {
  /** Its name in the hints. */
  id: string;
  metadata: PhotoMetadata;
}

/**
 * Combines EXIF and meta files to the photos of an engine's job.
 */
export function describePhotos(
  known: readonly KnownPhoto[],
  hints: PhotoHints,
): Required<Pick<EngineJob, 'photos' | 'notes'>> {
  const positions = choosePositions(known, hints['pose.txt']);
  const photos = known.map((photo) => describePhoto(photo, positions, hints));
  return { photos, notes: [...describePositions(positions), ...describeHints(photos, hints)] };
}

function describePhoto(photo: KnownPhoto, { byPhoto }: ChosenPositions, hints: PhotoHints): EnginePhoto {
  const { id, fileName, displayName, width, height, fetchTo } = photo;
  const lens = lensOf(photo, hints['camera.txt']);
  const group = hints['group.txt'].byPhoto.get(id)?.value;
  return {
    fileName,
    displayName,
    width,
    height,
    cameraKey: keyOf(photo, group, lens),
    cameraName: group === undefined ? nameCamera(photo) : undefined,
    position: byPhoto.get(id),
    attitude: attitudeOf(photo.metadata),
    lens,
    fetchTo,
  };
}

function attitudeOf({ yaw, pitch, roll }: PhotoMetadata): CameraAttitude | undefined {
  const isKnown = [yaw, pitch, roll].some((angle) => angle !== undefined);
  return isKnown ? { yaw, pitch, roll } : undefined;
}

/** Photos of one group share a camera, but never photos of different sizes; a calibration is for photos as stored. */
function keyOf(photo: KnownPhoto, group: string | undefined, lens: EnginePhoto['lens']): string {
  const { width, height } = photo;
  if (group !== undefined) return ['group', group, width, height].join('|');
  const camera = cameraKeyOf(photo);
  return lens ? [camera, JSON.stringify(lens), width, height].join('|') : camera;
}

/** A calibration is valid only for photos of its size. */
function lensOf({ id, width, height }: KnownPhoto, lenses: NameMatches<Lens>): EnginePhoto['lens'] {
  const lens = lenses.byPhoto.get(id)?.value;
  if (!lens || lens.width !== width || lens.height !== height) return undefined;
  const { focalLength, centreX, centreY, radial } = lens;
  return { focalLength, centreX, centreY, radial };
}

function describePositions(chosen: ChosenPositions): string[] {
  const { fromFile, inLocalFrame, supersededExif, assumedHemispheres } = chosen;
  const where = inLocalFrame ? ', in its local frame' : '';
  return [
    fromFile > 0 && `Positions of ${countPhotos(fromFile)} come from pose.txt${where}.`,
    supersededExif > 0 &&
      `The GPS positions of ${countPhotos(supersededExif)} are not used: they can't be mixed with a local frame.`,
    assumedHemispheres > 0 &&
      `The GPS positions of ${countPhotos(assumedHemispheres)} don't say north or south, east or west: north and east are assumed. If that is wrong, the model is a mirror image: write GPSLatitudeRef and GPSLongitudeRef into EXIF, or give the positions in pose.txt.`,
  ].filter((note) => note !== false);
}

function describeHints(photos: readonly EnginePhoto[], hints: PhotoHints): string[] {
  const measured = hints['camera.txt'].byPhoto.size;
  const calibrated = photos.filter(({ lens }) => lens).length;
  return [
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
