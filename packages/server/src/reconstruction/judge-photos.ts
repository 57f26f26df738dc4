import { needsPositions, type TaskOptions } from '@tiepoint/engines';
import type { PhotoFacts } from './photo-facts.ts';
import { refusal, refuseOption, type StartRefusal } from './start-refusal.ts';

/** What a start asks of the photos. */
export interface PhotoDemands {
  options: TaskOptions;
  /** Whether photos that are on their way are left out; otherwise they are a reason to refuse. */
  leavesOut: boolean;
  /** More photos are refused; undefined: any number is taken. */
  maxPhotos: number | undefined;
}

/** Fewer photos fix no geometry. */
export const MIN_PHOTOS = 3;
/** With fewer positions than this share, comparing by position would leave most photos in the air. */
const MIN_POSITIONED_SHARE = 0.5;
/** Fewer places turn and scale no model. */
const MIN_REFERENCES = 3;

/** Why no reconstruction of these photos can begin; undefined where one can. */
export function judgePhotos(photos: PhotoFacts, demands: PhotoDemands): StartRefusal | undefined {
  const { ready, inFlight } = photos;
  if (inFlight > 0 && !demands.leavesOut) {
    const message = `${count(inFlight)} still on the way. Wait for them, or call preStartReconstruction.`;
    return refusal('ImagesInFlight', message);
  }
  if (ready === 0) return refusal('NothingReady', 'No photo is Ready. Upload photos first.');
  if (ready < MIN_PHOTOS) {
    const needed = `a reconstruction needs at least ${MIN_PHOTOS}, taken from different places.`;
    return refusal('TooFewPhotos', `Only ${count(ready)} Ready; ${needed}`);
  }
  if (demands.maxPhotos !== undefined && ready > demands.maxPhotos) {
    const message =
      `${count(ready)} Ready, and this server takes at most ${demands.maxPhotos} in one reconstruction. ` +
      'Remove some, or ask the operator for more.';
    return refusal('QuotaExceeded', message);
  }
  return judgeAgainstOptions(photos, demands.options);
}

function judgeAgainstOptions(photos: PhotoFacts, options: TaskOptions): StartRefusal | undefined {
  const { ready, positioned = 0, controlPoints = 0, sizes = 1 } = photos;
  const known = `only ${positioned} of ${ready} photos know their position`;
  if (options.matcher === 'spatial' && positioned < MIN_POSITIONED_SHARE * ready) {
    const message = `${known}, and half must. Take auto, exhaustive or sequential, or upload a pose.txt.`;
    return refuseOption('matcher', message);
  }
  if (options.cameraSharing === 'single' && sizes > 1) {
    const message = `photos of ${sizes} sizes can't share one camera. Take auto or perPhoto.`;
    return refuseOption('cameraSharing', message);
  }
  const references = Math.max(positioned, controlPoints);
  if (needsPositions(options.coordinateSystem) && references < MIN_REFERENCES) {
    const message =
      `${known}, and there are ${controlPoints} control points on earth; ${MIN_REFERENCES} of one kind are needed. ` +
      'Take local, add control points, or upload a pose.txt.';
    return refuseOption('coordinateSystem', message);
  }
  return undefined;
}

function count(photos: number): string {
  return photos === 1 ? '1 photo is' : `${photos} photos are`;
}
