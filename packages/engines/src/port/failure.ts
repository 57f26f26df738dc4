import type { PROJECT_ERROR_CODE } from '@tiepoint/protocol';

/** Why a job can't succeed with these photos or on this machine; the message is a sentence for users. */
export class ReconstructionFailure extends Error {
  readonly code: PROJECT_ERROR_CODE;

  constructor(code: PROJECT_ERROR_CODE, reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'ReconstructionFailure';
    this.code = code;
  }
}

/** The reason for a full disk. */
export const DISK_FULL_REASON =
  'The disk is full: free some space on the disk of the data folder, and start again.';

/** Whether an error, or what caused it, is the system's "no space left on device". */
export function isDiskFull(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && (at.code === 'ENOSPC' || at.code === 'EDQUOT')) return true;
    if (/database or disk is full|no space left on device/i.test(at.message)) return true;
  }
  return false;
}
