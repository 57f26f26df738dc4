import { needsPositions } from '../coordinates/needs-positions.ts';
import type { OptionProblem } from '../port/engine.ts';
import type { TaskOptions } from '../port/task-options.ts';

/** What options can require of photos; undefined for what was not determined. */
export interface PhotoSet {
  photos: number;
  /** Photos whose position is known, from EXIF or `pose.txt`. */
  positioned?: number;
  /** Whether those positions are in a local frame, not on earth; default: false. */
  inLocalFrame?: boolean;
  /** Geographic control points, without checkpoints. */
  controlPoints?: number;
  /** Different sizes of photos. */
  sizes?: number;
}

/** Fewer photos determine no geometry. */
export const MIN_PHOTOS = 3;
/** Spatial matching needs positions of at least this share of the photos. */
const MIN_POSITIONED_SHARE = 0.5;
/** A similarity transform needs three. */
const MIN_REFERENCES = 3;

/** The first option that these photos can't fulfil; undefined if they can fulfil all. */
export function judgePhotoSet(
  { photos, positioned = 0, inLocalFrame = false, controlPoints = 0, sizes = 1 }: PhotoSet,
  options: TaskOptions,
): OptionProblem | undefined {
  const known = `only ${positioned} of ${photos} photos have a position`;
  if (options.matcher === 'spatial' && positioned < MIN_POSITIONED_SHARE * photos) {
    const message = `${known}, at least half are needed. Choose auto, exhaustive or sequential, or add a pose.txt.`;
    return { option: 'matcher', message };
  }
  if (options.cameraSharing === 'single' && sizes > 1) {
    const message = `photos of ${sizes} sizes can't share one camera. Choose auto or perPhoto.`;
    return { option: 'cameraSharing', message };
  }
  const references = Math.max(inLocalFrame ? 0 : positioned, controlPoints);
  if (needsPositions(options.coordinateSystem) && references < MIN_REFERENCES) {
    const onEarth = inLocalFrame ? 'pose.txt gives positions in a local frame, not on earth' : known;
    const message =
      `${onEarth}, and there are ${controlPoints} geographic control points; ${MIN_REFERENCES} of one kind are needed. ` +
      'Choose local, add control points, or add a pose.txt.';
    return { option: 'coordinateSystem', message };
  }
  return undefined;
}
