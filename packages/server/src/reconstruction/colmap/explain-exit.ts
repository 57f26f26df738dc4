import { constants } from 'node:os';
import type { ProcessExit } from '../../processes/guarded-process.ts';
import { DISK_FULL_REASON, ReconstructionFailure } from './failure.ts';

/** How a run ended, and what its words say about the machine. */
export interface ColmapExit extends ProcessExit {
  diskFull: boolean;
  outOfMemory: boolean;
  /** The last line that is not empty. */
  lastLine: string;
}

/** Says how a run of COLMAP went wrong; undefined where nothing in its exit or its words is wrong. */
export function explainExit(
  stageName: string,
  exit: ColmapExit,
  acceptedCodes: number[],
): ReconstructionFailure | undefined {
  if (exit.diskFull) return new ReconstructionFailure('DiskFull', DISK_FULL_REASON);
  const signal = exit.signal ?? signalOfCode(exit.code);
  if (exit.outOfMemory || signal === 'SIGKILL') {
    return new ReconstructionFailure(
      'OutOfMemory',
      `COLMAP was stopped at "${stageName}", most likely because the memory ran out: use fewer photos or a machine with more memory, and start again.`,
    );
  }
  const lastWords = exit.lastLine ? ` Its last line: ${exit.lastLine}` : '';
  if (signal) {
    const ended = `COLMAP was ended by ${signal} at "${stageName}"; start again.${lastWords}`;
    return new ReconstructionFailure('EngineFailed', ended);
  }
  if (exit.code !== null && acceptedCodes.includes(exit.code)) return undefined;
  const failed = `COLMAP failed at "${stageName}" with exit code ${exit.code}.${lastWords}`;
  return new ReconstructionFailure('EngineFailed', failed);
}

/** A shell and COLMAP's own handler report a signal as an exit code of 128 and more. */
function signalOfCode(code: number | null): string | undefined {
  if (code === null || code <= 128) return undefined;
  return Object.entries(constants.signals).find(([, number]) => number === code - 128)?.[0];
}
