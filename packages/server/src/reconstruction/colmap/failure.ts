import type { PROJECT_ERROR_CODE } from '@tiepoint/protocol';

/** Why a job can't succeed with these photos or on this machine; the message is a sentence for people. */
export class ReconstructionFailure extends Error {
  readonly code: PROJECT_ERROR_CODE;

  constructor(code: PROJECT_ERROR_CODE, reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'ReconstructionFailure';
    this.code = code;
  }
}

/** The reason where no space is left, whoever met it. */
export const DISK_FULL_REASON =
  'The disk is full: free some space where the data folder lies, and start again.';

/** The reason where COLMAP is not installed. */
export function missingColmapReason(executable: string | undefined): string {
  const where = executable ? `not found at ${executable}` : 'not installed';
  return `COLMAP, the program that works out where the photos were taken, is ${where}. Install it with "sudo apt-get install -y --no-install-recommends colmap" and start again.`;
}

/** The failure of a COLMAP that ends without an error and has not made what it was run for. */
export function madeNothing(what: string): ReconstructionFailure {
  const message = `COLMAP ended without an error, but has made no ${what}. Look at the log and at the program that is installed, and start again.`;
  return new ReconstructionFailure('EngineFailed', message);
}

/** Whether an error, or what caused it, is the system's "no space left on device". */
export function isDiskFull(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && (at.code === 'ENOSPC' || at.code === 'EDQUOT')) return true;
    if (/database or disk is full|no space left on device/i.test(at.message)) return true;
  }
  return false;
}
