/** The person at the terminal, or the system, wants the program to end. */
export class Interrupted extends Error {
  /** What a shell expects of a program that a signal has ended: 128 + the signal's number. */
  readonly exitCode: number;

  constructor(exitCode: number) {
    super('Interrupted.');
    this.name = 'Interrupted';
    this.exitCode = exitCode;
  }
}

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;
/** npm passes the terminal's Ctrl-C on to its script, which then hears one key press twice. */
const SAME_PRESS_MS = 1000;

/**
 * Gives a signal that the first SIGINT or SIGTERM aborts, with an Interrupted as its reason, so that the program can
 * end cleanly. The next one ends it on the spot.
 */
export function listenForInterruption(onInterrupted: () => void): AbortSignal {
  const interruption = new AbortController();
  let firstAt = 0;
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (!interruption.signal.aborted) {
        firstAt = Date.now();
        interruption.abort(new Interrupted(EXIT_CODES[name]));
        onInterrupted();
      } else if (Date.now() - firstAt > SAME_PRESS_MS) {
        process.exit(EXIT_CODES[name]);
      }
    });
  }
  return interruption.signal;
}
