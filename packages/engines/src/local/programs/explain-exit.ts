import { constants } from 'node:os';
import type { ProcessExit } from '@tiepoint/processes';
import { DISK_FULL_REASON, ReconstructionFailure } from '../../port/failure.ts';
import type { GivenUp } from './watch-process.ts';

/** How a run ended, and what its words say about the machine. */
export interface ProgramEnd extends ProcessExit {
  /** Why we have ended it ourselves; null where it ended by itself. */
  givenUp: GivenUp | null;
  diskFull: boolean;
  outOfMemory: boolean;
  /** The last line that is not empty. */
  lastLine: string;
}

/** What a program did that we have ended. */
const GIVEN_UP: Readonly<Record<GivenUp, string>> = {
  stalled: 'said nothing and computed nothing for many minutes',
  overdue: 'did not come to an end within two days',
  babbling: 'wrote without end',
};

/** Says how a run of a program went wrong; undefined where nothing in its exit or its words is wrong. */
export function explainExit(
  { title, stageName }: { title: string; stageName: string },
  exit: ProgramEnd,
  acceptedCodes: number[],
): ReconstructionFailure | undefined {
  if (exit.diskFull) return new ReconstructionFailure('DiskFull', DISK_FULL_REASON);
  if (exit.givenUp) {
    const why = `${title} ${GIVEN_UP[exit.givenUp]} at "${stageName}" and was ended. Start again; if it happens again, look at the log and at the program that is installed.`;
    return new ReconstructionFailure('EngineStalled', why);
  }
  const signal = exit.signal ?? signalOfCode(exit.code);
  if (exit.outOfMemory || signal === 'SIGKILL') {
    return new ReconstructionFailure(
      'OutOfMemory',
      `${title} was stopped at "${stageName}", most likely because the memory ran out: use fewer photos or a machine with more memory, and start again.`,
    );
  }
  const lastWords = exit.lastLine ? ` Its last line: ${exit.lastLine}` : '';
  if (signal) {
    const ended = `${title} was ended by ${signal} at "${stageName}"; start again.${lastWords}`;
    return new ReconstructionFailure('EngineFailed', ended);
  }
  if (exit.code !== null && acceptedCodes.includes(exit.code)) return undefined;
  const failed = `${title} failed at "${stageName}" with exit code ${exit.code}.${lastWords}`;
  return new ReconstructionFailure('EngineFailed', failed);
}

/** A shell and programs' own handlers report a signal as an exit code of 128 and more. */
function signalOfCode(code: number | null): string | undefined {
  if (code === null || code <= 128) return undefined;
  return Object.entries(constants.signals).find(([, number]) => number === code - 128)?.[0];
}
