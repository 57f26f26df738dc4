import { constants } from 'node:os';
import type { ProcessExit } from '@tiepoint/processes';
import { DISK_FULL_REASON, ReconstructionFailure } from '../../port/failure.ts';
import type { GivenUp } from './watch-process.ts';

/** How a run ended, and what its output says about the machine. */
export interface ProgramEnd extends ProcessExit {
  /** Why it was ended by Tiepoint; null if it ended by itself. */
  givenUp: GivenUp | null;
  diskFull: boolean;
  outOfMemory: boolean;
  /** The last line that is not empty. */
  lastLine: string;
}

/** Reasons for ending a program, as predicates. */
const GIVEN_UP: Readonly<Record<GivenUp, string>> = {
  stalled: 'printed nothing and used no CPU time for many minutes',
  overdue: 'did not end within two days',
  verbose: 'printed without end',
};

/** Explains the failure of a run of a program; undefined for a success. */
export function explainExit(
  { title, stageName }: { title: string; stageName: string },
  exit: ProgramEnd,
  acceptedCodes: number[],
): ReconstructionFailure | undefined {
  if (exit.diskFull) return new ReconstructionFailure('DiskFull', DISK_FULL_REASON);
  if (exit.givenUp) {
    const why = `${title} ${GIVEN_UP[exit.givenUp]} at "${stageName}" and was ended. Start again; if it happens again, check the log and the installed program.`;
    return new ReconstructionFailure('EngineStalled', why);
  }
  const signal = exit.signal ?? signalOfCode(exit.code);
  if (exit.outOfMemory || signal === 'SIGKILL') {
    return new ReconstructionFailure(
      'OutOfMemory',
      `${title} was stopped at "${stageName}", most likely for lack of memory: use fewer photos or a machine with more memory, and start again.`,
    );
  }
  const lastLine = exit.lastLine ? ` Its last line: ${exit.lastLine}` : '';
  if (signal) {
    const ended = `${title} was ended by ${signal} at "${stageName}"; start again.${lastLine}`;
    return new ReconstructionFailure('EngineFailed', ended);
  }
  if (exit.code !== null && acceptedCodes.includes(exit.code)) return undefined;
  const failed = `${title} failed at "${stageName}" with exit code ${exit.code}.${lastLine}`;
  return new ReconstructionFailure('EngineFailed', failed);
}

/** Shells and signal handlers report a signal as an exit code above 128. */
function signalOfCode(code: number | null): string | undefined {
  if (code === null || code <= 128) return undefined;
  return Object.entries(constants.signals).find(([, number]) => number === code - 128)?.[0];
}
