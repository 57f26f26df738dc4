import type { ReadStream } from 'node:tty';
import type { ProgressView } from './progress/progress-view.ts';

/** What a command has of the world around it. */
export interface Shell {
  environment: Readonly<Record<string, string | undefined>>;
  /** Writes a result to standard output, with a line end. */
  print(text: string): void;
  /** Standard input: a terminal where somebody sits before it. */
  input: ReadStream;
  /** Asks on standard error, without a line end. */
  prompt(text: string): void;
  /** What people follow, on standard error. */
  view: ProgressView;
  /** Aborted when the program should end. */
  signal: AbortSignal;
}
