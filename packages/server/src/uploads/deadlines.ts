/** What was announced and does not move for so long has failed: 65 minutes. */
export const STUCK_MILLISECONDS = 65 * 60 * 1000;
/** Jobs take seconds; after this a lost one is enqueued again (a living one is not doubled). */
export const JOB_LOST_MILLISECONDS = 60 * 1000;
