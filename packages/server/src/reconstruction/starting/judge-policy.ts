import { MIN_PHOTOS } from '@tiepoint/engines';
import type { StartPolicy } from '../../projects/start-policy.ts';
import type { PhotoCounts } from './photo-facts.ts';

/** What a policy says of the photos as they are now. */
export type PolicyVerdict =
  /** `reason` says with figures what has come true, as a sentence. */
  | { start: 'now'; reason: string }
  | { start: 'later' }
  /** The share can't be reached any more: no photo is on its way, and no moment was given to start at. */
  | { start: 'never'; reason: string };

/**
 * Whether a reconstruction that waits begins now. The share counts all registered photos, Invalid ones too; with
 * both conditions, the first that comes true starts it; without any, it waits until every photo is settled.
 */
export function judgePolicy(policy: StartPolicy, photos: PhotoCounts, now: Date): PolicyVerdict {
  const { ready, inFlight, invalid } = photos;
  const { minReadyPercent, startAt } = policy;
  const total = ready + inFlight + invalid;
  if (startAt !== undefined && now.getTime() >= Date.parse(startAt)) {
    const reason = `At the requested time, ${startAt}, ${ready} of ${total} photos are Ready`;
    return { start: 'now', reason: `${reason}${others(photos)}.` };
  }
  if (minReadyPercent === undefined || total === 0) {
    if (startAt !== undefined || inFlight > 0) return { start: 'later' };
    const reason = `All photos are checked: ${ready} of ${total} are Ready`;
    return { start: 'now', reason: `${reason}${others(photos)}.` };
  }
  const share = (100 * ready) / total;
  const figures = `${ready} of ${total} photos are Ready (${Math.floor(share)} %)`;
  // The first photos of many are often all that is registered: with too few to begin with, the others are waited for.
  if (share >= minReadyPercent && (ready >= MIN_PHOTOS || inFlight === 0)) {
    const reason = `${figures}; the requested share is ${minReadyPercent} %${others(photos)}.`;
    return { start: 'now', reason };
  }
  if (inFlight > 0 || startAt !== undefined) return { start: 'later' };
  const reason =
    `${figures}; the requested share is ${minReadyPercent} %, and all photos are checked. ` +
    'Upload the others again, or start with the Ready ones.';
  return { start: 'never', reason };
}

function others({ inFlight, invalid }: PhotoCounts): string {
  const parts = [
    inFlight > 0 &&
      `${inFlight} ${inFlight === 1 ? 'is' : 'are'} still being uploaded or checked, and left out`,
    invalid > 0 && `${invalid} ${invalid === 1 ? 'is' : 'are'} Invalid`,
  ].filter((part) => part !== false);
  return parts.length > 0 ? `; ${parts.join('; ')}` : '';
}
