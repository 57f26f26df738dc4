import { createHash } from 'node:crypto';

import { S3Error } from '../../s3-error.ts';
import type { ChunkVerifier } from './signature/chunk-verifier.ts';

/** Limit for a line with a chunk's size and signature, or a trailing header. */
const MAX_LINE_BYTES = 1024;
const MAX_TRAILER_BYTES = 8 * 1024;

/**
 * Decodes the aws-chunked framing of a body: chunks preceded by their size in hex, then trailing headers.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export class AwsChunkedDecoder {
  readonly #verifier: ChunkVerifier | undefined;
  readonly #trailers = new Map<string, string>();

  /** @param verifier checks each chunk's signature; left out where the chunks have none */
  constructor(verifier?: ChunkVerifier) {
    this.#verifier = verifier;
  }

  /** The headers after the last chunk, by lower-case names; available once the body has been decoded. */
  get trailers(): ReadonlyMap<string, string> {
    return this.#trailers;
  }

  /**
   * The content of a framed body. Chunks are yielded before their signature is verified, so the content is not valid
   * before its end.
   *
   * @throws S3Error `IncompleteBody` or `SignatureDoesNotMatch`
   */
  async *decode(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    await using input = new ByteReader(body);
    for (;;) {
      const { sizeBytes, signature } = parseChunkHeader(await input.readLine());
      const hash = createHash('sha256');
      for (let left = sizeBytes; left > 0; ) {
        const piece = await input.readUpTo(left);
        if (this.#verifier) hash.update(piece);
        left -= piece.byteLength;
        yield piece;
      }
      this.#verifier?.verifyChunk(hash.digest('hex'), signature);
      if (sizeBytes === 0) break;
      if ((await input.readLine()) !== '') throw incompleteBody();
    }
    this.#readTrailers(await input.readRest());
  }

  #readTrailers(text: string): void {
    for (const line of text.split(/\r?\n/)) {
      const [, name, value] = /^([^:]+):(.*)$/.exec(line.trim()) ?? [];
      if (name !== undefined && value !== undefined) this.#trailers.set(name.toLowerCase(), value.trim());
    }
    const signature = this.#trailers.get('x-amz-trailer-signature') ?? '';
    this.#trailers.delete('x-amz-trailer-signature');
    if (this.#verifier === undefined || this.#trailers.size === 0) return;
    const hash = createHash('sha256');
    for (const [name, value] of this.#trailers) hash.update(`${name}:${value}\n`);
    this.#verifier.verifyTrailer(hash.digest('hex'), signature);
  }
}

/** Reads lines and counted bytes from a stream of buffers. */
class ByteReader implements AsyncDisposable {
  readonly #buffers: AsyncIterator<Uint8Array>;
  #buffer: Uint8Array = new Uint8Array();

  constructor(body: AsyncIterable<Uint8Array>) {
    this.#buffers = body[Symbol.asyncIterator]();
  }

  /** A line without its end. */
  async readLine(): Promise<string> {
    let line = '';
    for (;;) {
      const end = this.#buffer.indexOf(0x0a);
      line += Buffer.from(this.#take(end < 0 ? this.#buffer.byteLength : end + 1)).toString('latin1');
      if (line.length > MAX_LINE_BYTES) throw incompleteBody();
      if (end >= 0) return line.replace(/\r?\n$/, '');
      if (!(await this.#fill())) throw incompleteBody();
    }
  }

  /** At least one byte, at most this many. */
  async readUpTo(maxBytes: number): Promise<Uint8Array> {
    while (this.#buffer.byteLength === 0) if (!(await this.#fill())) throw incompleteBody();
    return this.#take(maxBytes);
  }

  /** Everything to the end of the stream. */
  async readRest(): Promise<string> {
    let text = '';
    do {
      text += Buffer.from(this.#take(this.#buffer.byteLength)).toString('latin1');
      if (text.length > MAX_TRAILER_BYTES) throw incompleteBody();
    } while (await this.#fill());
    return text;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#buffers.return?.();
  }

  #take(maxBytes: number): Uint8Array {
    const taken = this.#buffer.subarray(0, maxBytes);
    this.#buffer = this.#buffer.subarray(maxBytes);
    return taken;
  }

  /** Whether there was another buffer. */
  async #fill(): Promise<boolean> {
    const next = await this.#buffers.next();
    if (!next.done) this.#buffer = next.value;
    return !next.done;
  }
}

function parseChunkHeader(line: string): { sizeBytes: number; signature: string } {
  const [, size, signature = ''] = /^([0-9a-f]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(line) ?? [];
  if (size === undefined) throw incompleteBody();
  return { sizeBytes: Number.parseInt(size, 16), signature };
}

function incompleteBody(): S3Error {
  return new S3Error(
    'IncompleteBody',
    'The request body is not in the aws-chunked form that its headers state.',
  );
}
