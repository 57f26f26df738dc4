import { needsPositions } from '../coordinates/needs-positions.ts';
import type { OptionProblem } from '../port/engine.ts';
import type { TaskOptions } from '../port/task-options.ts';

/** What options can ask of photos; what nobody has looked for is left out. */
export interface PhotoSet {
  photos: number;
  /** Photos whose position is known, from EXIF or `pose.txt`. */
  positioned?: number;
  /** Control points whose place on earth is known, but for checkpoints. */
  controlPoints?: number;
  /** Different sizes of photos. */
  sizes?: number;
}

/** Fewer photos fix no geometry. */
export const MIN_PHOTOS = 3;
/** With fewer positions than this share, comparing by position would leave most photos in the air. */
const MIN_POSITIONED_SHARE = 0.5;
/** Fewer places turn and scale no model. */
const MIN_REFERENCES = 3;

/** The first option that these photos can't fulfil; undefined where they can fulfil all. */
export function judgePhotoSet(
  { photos, positioned = 0, controlPoints = 0, sizes = 1 }: PhotoSet,
  options: TaskOptions,
): OptionProblem | undefined {
  const known = `only ${positioned} of ${photos} photos know their position`;
  if (options.matcher === 'spatial' && positioned < MIN_POSITIONED_SHARE * photos) {
    const message = `${known}, and half must. Take auto, exhaustive or sequential, or add a pose.txt.`;
    return { option: 'matcher', message };
  }
  if (options.cameraSharing === 'single' && sizes > 1) {
    const message = `photos of ${sizes} sizes can't share one camera. Take auto or perPhoto.`;
    return { option: 'cameraSharing', message };
  }
  const references = Math.max(positioned, controlPoints);
  if (needsPositions(options.coordinateSystem) && references < MIN_REFERENCES) {
    const message =
      `${known}, and there are ${controlPoints} control points on earth; ${MIN_REFERENCES} of one kind are needed. ` +
      'Take local, add control points, or add a pose.txt.';
    return { option: 'coordinateSystem', message };
  }
  return undefined;
}
