import { ReconstructionFailure } from '../failure.ts';

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
