import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable, Transform } from 'node:stream';
import { FetchRefused, toRefusal } from './fetch-refused.ts';

/** The moment by which a fetch has ended, its body too. */
export interface Deadline {
  /** Aborts with FetchRefused at the deadline, or with the caller's reason before. */
  signal: AbortSignal;
  end(): void;
}

/** How fast the other side must send. */
export interface Pace {
  /** An answer has to begin within so long; after that, as much is looked at at a time. */
  windowSeconds: number;
  /** Of a body, in every window. */
  minBytesPerSecond: number;
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
 * The body of an answer, which fails beyond `maxBytes`, at the deadline, and where the other side drips. Throws FetchRefused where the announced
 * length is too large already.
 */
export function limitBody(
  answer: IncomingMessage,
  { maxBytes, deadline, pace, host }: { maxBytes: number; deadline: Deadline; pace: Pace; host: string },
): Readable {
  const tooLarge = () =>
    new FetchRefused('TooLarge', `The file is larger than the limit of ${maxBytes} bytes.`);
  if (Number(answer.headers['content-length']) > maxBytes) {
    answer.destroy();
    throw tooLarge();
  }
  const count = { bytes: 0 };
  const body = new Transform({
    transform(chunk: Buffer, _, done) {
      count.bytes += chunk.length;
      if (count.bytes > maxBytes) done(tooLarge());
      else done(null, chunk);
    },
  });
  // Before the pipeline hands it on as it is.
  answer.on('error', (error) => body.destroy(toRefusal(error, host)));
  const { signal } = deadline;
  const abort = () => body.destroy(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  const endWatch = watchPace({ body, count, host }, pace);
  // A caller that has turned away from the body must not be ended by its error.
  body.on('error', () => {});
  pipeline(answer, body, () => {
    signal.removeEventListener('abort', abort);
    endWatch();
    deadline.end();
  });
  return body;
}

/** Ends a body of which too little has come in a window, unless it is the reader who is slow. */
function watchPace(
  { body, count, host }: { body: Transform; count: { bytes: number }; host: string },
  { windowSeconds, minBytesPerSecond }: Pace,
): () => void {
  let before = 0;
  const timer = setInterval(() => {
    const waitsForSender = body.readableLength === 0 && body.writableLength === 0;
    if (waitsForSender && count.bytes - before < windowSeconds * minBytesPerSecond) {
      body.destroy(
        new FetchRefused('TooSlow', `${host} sends less than ${minBytesPerSecond} bytes a second.`),
      );
    }
    before = count.bytes;
  }, windowSeconds * 1000);
  return () => clearInterval(timer);
}
