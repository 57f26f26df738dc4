import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable, Transform } from 'node:stream';
import { FetchRefused, toRefusal } from './fetch-refused.ts';

/** The moment by which a fetch has ended, its body too. */
export interface Deadline {
  /** Aborts with FetchRefused at the deadline, or with the caller's reason before. */
  signal: AbortSignal;
  end(): void;
}

/** Starts the clock of a fetch. */
export function startDeadline(maxSeconds: number, caller: AbortSignal): Deadline {
  const ending = new AbortController();
  const timer = setTimeout(() => {
    ending.abort(new FetchRefused('TooSlow', `The transfer took longer than ${maxSeconds} seconds.`));
  }, maxSeconds * 1000);
  return { signal: AbortSignal.any([caller, ending.signal]), end: () => clearTimeout(timer) };
}

/**
 * The body of an answer, which fails beyond `maxBytes` and at the deadline. Throws FetchRefused where the announced
 * length is too large already.
 */
export function limitBody(
  answer: IncomingMessage,
  { maxBytes, deadline, host }: { maxBytes: number; deadline: Deadline; host: string },
): Readable {
  const tooLarge = () =>
    new FetchRefused('TooLarge', `The file is larger than the limit of ${maxBytes} bytes.`);
  if (Number(answer.headers['content-length']) > maxBytes) {
    answer.destroy();
    throw tooLarge();
  }
  let bytes = 0;
  const body = new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length;
      if (bytes > maxBytes) done(tooLarge());
      else done(null, chunk);
    },
  });
  // Before the pipeline hands it on as it is.
  answer.on('error', (error) => body.destroy(toRefusal(error, host)));
  const { signal } = deadline;
  const abort = () => body.destroy(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  // A caller that has turned away from the body must not be ended by its error.
  body.on('error', () => {});
  pipeline(answer, body, () => {
    signal.removeEventListener('abort', abort);
    deadline.end();
  });
  return body;
}
