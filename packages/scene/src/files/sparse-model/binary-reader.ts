/** Reads little-endian numbers one after the other; throws a RangeError at the end of the data. */
export class BinaryReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get remainingBytes(): number {
    return this.#bytes.byteLength - this.#offset;
  }

  uint8(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  uint32(): number {
    return this.#view.getUint32(this.#advance(4), true);
  }

  int32(): number {
    return this.#view.getInt32(this.#advance(4), true);
  }

  /** As a number: exact up to 2^53; COLMAP's invalid id, 2^64 - 1, becomes 2^64. */
  uint64(): number {
    const at = this.#advance(8);
    return this.#view.getUint32(at, true) + this.#view.getUint32(at + 4, true) * 2 ** 32;
  }

  float64(): number {
    return this.#view.getFloat64(this.#advance(8), true);
  }

  /** A text that ends with a zero byte. */
  text(): string {
    const end = this.#bytes.indexOf(0, this.#offset);
    if (end < 0) throw new RangeError('text without an end');
    const text = new TextDecoder().decode(this.#bytes.subarray(this.#offset, end));
    this.#offset = end + 1;
    return text;
  }

  /** Reads the number of the records that follow; throws where they do not fit into the remaining bytes. */
  count(minRecordBytes: number): number {
    const count = this.uint64();
    if (count * minRecordBytes > this.remainingBytes) {
      throw new RangeError(`${count} records announced, only ${this.remainingBytes} bytes left`);
    }
    return count;
  }

  #advance(bytes: number): number {
    const at = this.#offset;
    if (at + bytes > this.#bytes.byteLength) throw new RangeError('unexpected end of data');
    this.#offset = at + bytes;
    return at;
  }
}
