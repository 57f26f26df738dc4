import { S3Error } from '../../s3-error.ts';

/** Reads a stream of bytes in sections, each up to a delimiter that is known only when the section begins. */
export class DelimitedReader implements AsyncDisposable {
  readonly #buffers: AsyncIterator<Uint8Array>;
  #buffer: Buffer;

  /** @param before bytes that precede the stream */
  constructor(stream: AsyncIterable<Uint8Array>, before: Buffer) {
    this.#buffers = stream[Symbol.asyncIterator]();
    this.#buffer = before;
  }

  /** The bytes up to the delimiter, which is left out; undefined when they are more than `maxBytes`. */
  async readTo(delimiter: Buffer, maxBytes: number): Promise<Buffer | undefined> {
    for (;;) {
      const end = this.#buffer.indexOf(delimiter);
      if (end > maxBytes || (end < 0 && this.#buffer.length > maxBytes + delimiter.length)) return undefined;
      if (end >= 0) return this.#take(end, delimiter);
      await this.#fill();
    }
  }

  /** Streams the bytes up to the delimiter; memory is limited to one buffer of the stream. */
  async *streamTo(delimiter: Buffer): AsyncGenerator<Uint8Array> {
    for (;;) {
      const end = this.#buffer.indexOf(delimiter);
      if (end >= 0) {
        const last = this.#take(end, delimiter);
        if (last.length > 0) yield last;
        return;
      }
      // The rest may be the beginning of the delimiter.
      const sure = this.#buffer.length - delimiter.length + 1;
      if (sure > 0) {
        yield this.#buffer.subarray(0, sure);
        this.#buffer = this.#buffer.subarray(sure);
      }
      await this.#fill();
    }
  }

  /** Reads the rest; false when it is more than `maxBytes`. */
  async skipRest(maxBytes: number): Promise<boolean> {
    let skipped = this.#buffer.length;
    while (skipped <= maxBytes) {
      const next = await this.#buffers.next();
      if (next.done) return true;
      skipped += next.value.byteLength;
    }
    return false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#buffers.return?.();
  }

  #take(end: number, delimiter: Buffer): Buffer {
    const taken = this.#buffer.subarray(0, end);
    this.#buffer = this.#buffer.subarray(end + delimiter.length);
    return taken;
  }

  async #fill(): Promise<void> {
    const next = await this.#buffers.next();
    if (next.done) throw new S3Error('IncompleteBody', 'The form ends in the middle of a field.');
    this.#buffer =
      this.#buffer.length === 0 ? toBuffer(next.value) : Buffer.concat([this.#buffer, next.value]);
  }
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
