import type { IncomingMessage } from 'node:http';

/** A request's headers by their lower-case names. A character stands for a byte, as Node gives and takes headers. */
export type RequestHeaders = Readonly<Record<string, string | undefined>>;

/** The headers as sent; repeated ones are joined. */
export function readSentHeaders(request: IncomingMessage): RequestHeaders {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : value,
    ]),
  );
}

/** A text as a header value: its UTF-8 bytes. */
export function toHeaderText(text: string): string {
  return Buffer.from(text).toString('latin1');
}
