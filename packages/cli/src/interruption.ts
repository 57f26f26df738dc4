/** The user or the system interrupts the program. */
export class Interrupted extends Error {
  /** Exit code after a signal by shell convention: 128 + the signal's number. */
  readonly exitCode: number;

  constructor(exitCode: number) {
    super('Interrupted.');
    this.name = 'Interrupted';
    this.exitCode = exitCode;
  }
}

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;
/** npm forwards the terminal's Ctrl-C to its script, which then receives one key press twice. */
const SAME_PRESS_MS = 1000;

/**
 * Returns a signal that the first SIGINT or SIGTERM aborts, with an Interrupted as its reason, for a clean exit. The
 * second one exits immediately.
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
