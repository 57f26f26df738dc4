import type { ReadStream } from 'node:tty';
import type { ProgressView } from './progress/progress-view.ts';

/** What a command gets from its environment. */
export interface Shell {
  environment: Readonly<Record<string, string | undefined>>;
  /** Writes a result to standard output, with a line end. */
  print(text: string): void;
  /** Standard input; a terminal when used interactively. */
  input: ReadStream;
  /** Asks on standard error, without a line end. */
  prompt(text: string): void;
  /** Progress, on standard error. */
  view: ProgressView;
  /** Aborted when the program is interrupted. */
  signal: AbortSignal;
}
