/** A pool of buffers of one size that writers reuse, to spare the garbage collector. */
export class BufferPool {
  readonly #bufferBytes: number;
  readonly #maxKept: number;
  readonly #free: Buffer[] = [];

  constructor(bufferBytes: number, maxKept: number) {
    this.#bufferBytes = bufferBytes;
    this.#maxKept = maxKept;
  }

  /** A buffer with undefined content; to be returned after use. */
  take(): Buffer {
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(this.#bufferBytes);
  }

  give(buffer: Buffer): void {
    if (this.#free.length < this.#maxKept) this.#free.push(buffer);
  }
}
