import { ReconstructionFailure } from '../../port/failure.ts';

/** The failure of a run of COLMAP that ends without an error but without its output. */
export function missingOutput(what: string): ReconstructionFailure {
  const message = `COLMAP ended without an error, but wrote no ${what}. Check the log and the installed program, and start again.`;
  return new ReconstructionFailure('EngineFailed', message);
}
