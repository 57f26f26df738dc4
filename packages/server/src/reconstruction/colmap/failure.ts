import { constants } from 'node:os';
import type { ColmapExit } from './run-colmap.ts';

/** Why a job can't succeed with these photos or on this machine; the message is a sentence for people. */
export class ReconstructionFailure extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'ReconstructionFailure';
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

/** Says how a run of COLMAP went wrong; undefined where nothing in its exit or its words is wrong. */
export function explainExit(
  stageName: string,
  exit: ColmapExit,
  acceptedCodes: number[],
): string | undefined {
  if (exit.diskFull) return DISK_FULL_REASON;
  const signal = exit.signal ?? signalOfCode(exit.code);
  if (exit.outOfMemory || signal === 'SIGKILL') {
    return `COLMAP was stopped at "${stageName}", most likely because the memory ran out: use fewer photos or a machine with more memory, and start again.`;
  }
  const lastWords = exit.lastLine ? ` Its last line: ${exit.lastLine}` : '';
  if (signal) {
    return `COLMAP was ended by ${signal} at "${stageName}"; start again.${lastWords}`;
  }
  if (exit.code !== null && acceptedCodes.includes(exit.code)) return undefined;
  return `COLMAP failed at "${stageName}" with exit code ${exit.code}.${lastWords}`;
}

/** Whether an error, or what caused it, is the system's "no space left on device". */
export function isDiskFull(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && (at.code === 'ENOSPC' || at.code === 'EDQUOT')) return true;
    if (/database or disk is full|no space left on device/i.test(at.message)) return true;
  }
  return false;
}

/** A shell and COLMAP's own handler report a signal as an exit code of 128 and more. */
function signalOfCode(code: number | null): string | undefined {
  if (code === null || code <= 128) return undefined;
  return Object.entries(constants.signals).find(([, number]) => number === code - 128)?.[0];
}
