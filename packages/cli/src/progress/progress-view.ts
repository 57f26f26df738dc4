/** What a line counts. */
export type Measure = 'bytes' | 'photos' | 'percent';

/** The progress of one operation. */
export interface ProgressLine {
  /** Sets the amount done; `total` when it has changed. */
  set(done: number, total?: number): void;
  /** Ends the line; `seconds` when they were measured elsewhere. */
  finish(seconds?: number): void;
}

/** Shows progress. Several lines can be open at once. */
export interface ProgressView {
  begin(title: string, measure: Measure, total: number): ProgressLine;
  /** Prints a sentence above the open lines. */
  say(text: string): void;
  /** Ends all lines as they are and restores the terminal; new lines may follow. */
  close(): void;
}
