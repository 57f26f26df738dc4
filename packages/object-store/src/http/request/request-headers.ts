import type { IncomingMessage } from 'node:http';

/** A request's headers by their lower-case names. */
export type RequestHeaders = Readonly<Record<string, string | undefined>>;

/** The headers as sent; those that came more than once are joined. */
export function readSentHeaders(request: IncomingMessage): RequestHeaders {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : value,
    ]),
  );
}
