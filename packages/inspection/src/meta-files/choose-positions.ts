import { isLocal, type PhotoPosition, positionOf } from '../metadata/position-of.ts';
import type { PhotoMetadata } from '../photo-facts.ts';
import type { NameMatches } from './match-names.ts';

/** The positions of some photos: all on earth, or all in one local frame. */
export interface ChosenPositions {
  /** By the photos' ids; photos without a position are left out. */
  byPhoto: Map<string, PhotoPosition>;
  /** Whether they are in the local frame of `pose.txt`. */
  inLocalFrame: boolean;
  /** How many come from `pose.txt`. */
  fromFile: number;
  /** Photos whose position in EXIF can't be used, because `pose.txt` is in a local frame. */
  supersededExif: number;
  /** Positions in EXIF that don't say north or south, east or west: north and east are assumed. */
  assumedHemispheres: number;
}

/**
 * Chooses the positions of photos from EXIF and `pose.txt`. Degrees and a local frame can't be mixed: a `pose.txt` in a
 * local frame replaces all positions in EXIF. In degrees it adds to them, and EXIF takes precedence where it states the
 * hemispheres.
 */
export function choosePositions(
  photos: readonly { id: string; metadata: PhotoMetadata }[],
  poses: NameMatches<PhotoPosition>,
): ChosenPositions {
  const inLocalFrame = [...poses.byPhoto.values()].some(({ value }) => isLocal(value));
  const chosen: ChosenPositions = {
    byPhoto: new Map(),
    inLocalFrame,
    fromFile: 0,
    supersededExif: 0,
    assumedHemispheres: 0,
  };
  for (const { id, metadata } of photos) {
    const exif = positionOf(metadata);
    const pose = poses.byPhoto.get(id)?.value;
    const [first, second] = metadata.missingHemispheres ? [pose, exif] : [exif, pose];
    const position = inLocalFrame ? pose : (first ?? second);
    if (inLocalFrame && exif) chosen.supersededExif++;
    if (!position) continue;
    chosen.byPhoto.set(id, position);
    if (position === pose) chosen.fromFile++;
    else if (metadata.missingHemispheres) chosen.assumedHemispheres++;
  }
  return chosen;
}
