import { judgePhotoSet, MIN_PHOTOS, type TaskOptions } from '@tiepoint/engines';
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

/** Why no reconstruction of these photos can begin; undefined where one can. */
export function judgePhotos(photos: PhotoFacts, demands: PhotoDemands): StartRefusal | undefined {
  const { ready, moving } = photos;
  if (moving > 0 && !demands.leavesOut) {
    const message = `${count(moving)} still on the way. Wait for them, or call preStartReconstruction.`;
    return refusal('ImagesInFlight', message);
  }
  if (ready === 0) return refusal('NothingReady', 'No photo is Ready. Upload photos first.');
  if (ready < MIN_PHOTOS) {
    const needed = `a reconstruction needs at least ${MIN_PHOTOS}, taken from different places.`;
    return refusal('TooFewPhotos', `Only ${count(ready)} Ready; ${needed}`);
  }
  if (demands.maxPhotos !== undefined && ready > demands.maxPhotos) {
    const message =
      `${count(ready)} Ready; this server allows at most ${demands.maxPhotos} in one reconstruction. ` +
      'Remove some, or ask the operator for a higher limit.';
    return refusal('QuotaExceeded', message);
  }
  const problem = judgePhotoSet({ ...photos, photos: ready }, demands.options);
  return problem && refuseOption(problem.option, problem.message);
}

function count(photos: number): string {
  return photos === 1 ? '1 photo is' : `${photos} photos are`;
}
