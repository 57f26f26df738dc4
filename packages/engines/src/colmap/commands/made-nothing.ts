import { ReconstructionFailure } from '../../port/failure.ts';

/** The failure of a COLMAP that ends without an error and has not made what it was run for. */
export function madeNothing(what: string): ReconstructionFailure {
  const message = `COLMAP ended without an error, but has made no ${what}. Look at the log and at the program that is installed, and start again.`;
  return new ReconstructionFailure('EngineFailed', message);
}
