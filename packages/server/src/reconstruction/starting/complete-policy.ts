import type { StartPolicy as AskedPolicy } from '@tiepoint/protocol';
import type { StartPolicy } from '../../projects/start-policy.ts';
import { refuseOption, type StartRefusal } from './start-refusal.ts';

/** An unknown zone would be the server's own. */
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/i;
/** Nobody plans a start for later; a wrong year is noticed at once. */
const MAX_DAYS_AHEAD = 31;
const DAY_MS = 24 * 3600 * 1000;

/** Checks what a request says of when to start; what it leaves out or says as null or "" is left out. */
export function completePolicy(
  asked: AskedPolicy | null | undefined,
  now: Date,
): { policy: StartPolicy; problem?: never } | { policy?: never; problem: StartRefusal } {
  const policy: StartPolicy = {};
  const percent = asked?.minReadyPercent;
  if (percent !== null && percent !== undefined) {
    if (!(percent > 0 && percent <= 100)) {
      const message = `${percent} % is not a valid share of the photos: choose more than 0 and at most 100.`;
      return { problem: refuseOption('minReadyPercent', message) };
    }
    policy.minReadyPercent = percent;
  }
  if (asked?.startAt) {
    const moment = MOMENT.test(asked.startAt) ? Date.parse(asked.startAt) : Number.NaN;
    if (Number.isNaN(moment)) {
      const message = `“${asked.startAt}” is not a time with a time zone, such as 2026-05-31T22:00:00Z.`;
      return { problem: refuseOption('startAt', message) };
    }
    if (moment - now.getTime() > MAX_DAYS_AHEAD * DAY_MS) {
      const message = `${asked.startAt} is too far ahead: choose a time within ${MAX_DAYS_AHEAD} days.`;
      return { problem: refuseOption('startAt', message) };
    }
    policy.startAt = new Date(moment).toISOString();
  }
  return { policy };
}
