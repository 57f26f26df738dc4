import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A part of a multipart body before its bytes: RFC 7578. */
interface Part {
  head: Buffer;
  path: string;
  bytes: number;
}

/**
 * Posts files as `multipart/form-data`, all in the same field, read from the disk no faster than the network takes
 * them; fetch would read ahead, and hold whole photos in memory. Redirects are not followed. Rejects with the signal's
 * reason, or the network's or the disk's error.
 */
export async function postFiles(
  url: string,
  { field, paths }: { field: string; paths: readonly string[] },
  signal: AbortSignal,
): Promise<Response> {
  const boundary = `tiepoint-${randomUUID()}`;
  const parts = await Promise.all(paths.map((path) => partOf(path, field, boundary)));
  const end = Buffer.from(`--${boundary}--\r\n`);
  const length = parts.reduce((sum, { head, bytes }) => sum + head.length + bytes + 2, end.length);
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': length };
  const send = url.startsWith('https:') ? requestSecure : requestPlain;
  const request = send(url, { method: 'POST', headers, signal });
  const { promise: answered, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  request.on('response', resolve).on('error', reject);
  try {
    const sent = pipeline(Readable.from(bodyOf(parts, end), { objectMode: false }), request, { signal });
    const [answer] = await Promise.all([answered, sent]);
    const body = Readable.toWeb(answer) as ConstructorParameters<typeof Response>[0];
    return new Response(body, { status: answer.statusCode, headers: typeOf(answer) });
  } catch (error) {
    request.destroy();
    signal.throwIfAborted();
    throw error;
  }
}

async function partOf(path: string, field: string, boundary: string): Promise<Part> {
  const name = basename(path).replace(/["\\\r\n]/g, '_');
  const head = [
    `--${boundary}`,
    `Content-Disposition: form-data; name="${field}"; filename="${name}"`,
    'Content-Type: application/octet-stream',
    '\r\n',
  ].join('\r\n');
  return { head: Buffer.from(head), path, bytes: (await stat(path)).size };
}

async function* bodyOf(parts: readonly Part[], end: Buffer): AsyncGenerator<Buffer> {
  for (const { head, path } of parts) {
    yield head;
    yield* createReadStream(path);
    yield Buffer.from('\r\n');
  }
  yield end;
}

function typeOf({ headers }: IncomingMessage): Record<string, string> {
  const type = headers['content-type'];
  return type === undefined ? {} : { 'content-type': type };
}
