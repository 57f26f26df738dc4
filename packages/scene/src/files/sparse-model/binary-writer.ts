const FIRST_BYTES = 64 * 1024;

/** Writes little-endian numbers one after the other. */
export class BinaryWriter {
  #bytes = new Uint8Array(FIRST_BYTES);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  uint8(value: number): void {
    const at = this.#advance(1);
    this.#view.setUint8(at, value);
  }

  uint32(value: number): void {
    const at = this.#advance(4);
    this.#view.setUint32(at, value, true);
  }

  /** Whole numbers up to 2^53. */
  uint64(value: number): void {
    this.uint32(value % 2 ** 32);
    this.uint32(Math.floor(value / 2 ** 32));
  }

  float64(value: number): void {
    const at = this.#advance(8);
    this.#view.setFloat64(at, value, true);
  }

  /** A text that ends with a zero byte. */
  text(value: string): void {
    const encoded = new TextEncoder().encode(value);
    const at = this.#advance(encoded.length);
    this.#bytes.set(encoded, at);
    this.uint8(0);
  }

  /** All bytes written so far. */
  written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #advance(bytes: number): number {
    const at = this.#length;
    this.#length += bytes;
    if (this.#length > this.#bytes.length) this.#grow();
    return at;
  }

  #grow(): void {
    const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length));
    larger.set(this.#bytes);
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}
