/** What a line counts. */
export type Measure = 'bytes' | 'photos' | 'percent';

/** One thing that goes on, from its beginning to its end. */
export interface ProgressLine {
  /** How much is done; `total` where it has changed. */
  set(done: number, total?: number): void;
  /** It is at its end; `seconds` where somebody else has measured them. */
  finish(seconds?: number): void;
}

/** Shows people how far things are. Lines that are begun before others have ended go on beside them. */
export interface ProgressView {
  begin(title: string, measure: Measure, total: number): ProgressLine;
  /** A sentence for people, above what goes on. */
  say(text: string): void;
  /** Ends every line as it is and gives the terminal back; lines may be begun again after it. */
  close(): void;
}
