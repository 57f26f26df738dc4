/** What was announced and does not move for so long has failed: 65 minutes. */
const STUCK_MS = 65 * 60 * 1000;
/** Jobs take seconds; after this a lost one is enqueued again (a living one is not doubled). */
const JOB_LOST_MS = 60 * 1000;

/** Whether nothing has moved for so long that its job may be lost. */
export function isJobLost(now: Date, { movedAt }: { movedAt: Date }): boolean {
  return now.getTime() - movedAt.getTime() > JOB_LOST_MS;
}

/** Whether nothing has moved for so long that nothing will. */
export function isStuck(now: Date, { movedAt }: { movedAt: Date }): boolean {
  return movedAt.getTime() < stuckBefore(now).getTime();
}

/** What has not moved since then is stuck. */
export function stuckBefore(now: Date): Date {
  return new Date(now.getTime() - STUCK_MS);
}
