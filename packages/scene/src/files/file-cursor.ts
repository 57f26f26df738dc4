import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const BUFFER_BYTES = 1024 * 1024;
/** Lines of the text formats that are read here are shorter; a file with a longer one is not text. */
const MAX_LINE_BYTES = 1024 * 1024;
const LINE_FEED = 10;

/** The file ends before the bytes that were asked for. */
export class FileEnded extends Error {
  constructor(path: string) {
    super(`${path} ends too early`);
    this.name = 'FileEnded';
  }
}

/**
 * Reads a file of any size from its beginning, through one buffer. Reading is synchronous: callers run in threads or
 * processes of their own, where it is several times as fast.
 */
export class FileCursor implements Disposable {
  readonly sizeBytes: number;
  /** The bytes of the last `take`, at the offset that it returned; the next `take` may replace them. */
  view: DataView;
  readonly #path: string;
  readonly #file: number;
  #buffer = Buffer.alloc(BUFFER_BYTES);
  /** The buffer's offset in the file. */
  #bufferOffset = 0;
  #filled = 0;
  #next = 0;

  constructor(path: string) {
    this.#path = path;
    this.#file = openSync(path, 'r');
    this.sizeBytes = fstatSync(this.#file).size;
    this.view = viewOf(this.#buffer);
  }

  /** Bytes that were not taken yet. */
  get remainingBytes(): number {
    return this.sizeBytes - this.#bufferOffset - this.#next;
  }

  /** Takes the next bytes and returns their offset in `view`. Throws FileEnded where there are fewer. */
  take(bytes: number): number {
    if (this.#filled - this.#next < bytes) this.#fill(bytes);
    if (this.#filled - this.#next < bytes) throw new FileEnded(this.#path);
    const at = this.#next;
    this.#next += bytes;
    return at;
  }

  /** Takes the next bytes as Latin-1 text. */
  takeText(bytes: number): string {
    const at = this.take(bytes);
    return this.#buffer.toString('latin1', at, at + bytes);
  }

  /** Takes the next line without its line end; undefined after the last one. Throws for a line of more than 1 MiB. */
  takeLine(): string | undefined {
    let end = this.#buffer.subarray(0, this.#filled).indexOf(LINE_FEED, this.#next);
    if (end < 0) {
      this.#fill(Math.min(MAX_LINE_BYTES, this.remainingBytes));
      end = this.#buffer.subarray(0, this.#filled).indexOf(LINE_FEED, this.#next);
    }
    if (end < 0 && this.remainingBytes > MAX_LINE_BYTES) throw new Error(`${this.#path} is not a text file`);
    if (end < 0 && this.#filled === this.#next) return undefined;
    const lineEnd = end < 0 ? this.#filled : end;
    const line = this.#buffer.toString('utf8', this.#next, lineEnd);
    this.#next = end < 0 ? this.#filled : end + 1;
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  }

  /** Goes to an offset in the file. */
  seek(offset: number): void {
    this.#bufferOffset = offset;
    this.#filled = 0;
    this.#next = 0;
  }

  [Symbol.dispose](): void {
    closeSync(this.#file);
  }

  /** Moves bytes that were not taken to the buffer's beginning and reads on; the buffer grows where necessary. */
  #fill(bytes: number): void {
    const wanted = Math.min(Math.max(bytes, BUFFER_BYTES), this.remainingBytes);
    const buffer = wanted > this.#buffer.length ? Buffer.alloc(wanted) : this.#buffer;
    this.#buffer.copy(buffer, 0, this.#next, this.#filled);
    this.#bufferOffset += this.#next;
    this.#filled -= this.#next;
    this.#next = 0;
    this.#buffer = buffer;
    this.view = viewOf(buffer);
    while (this.#filled < wanted) {
      const at = this.#bufferOffset + this.#filled;
      const read = readSync(this.#file, buffer, this.#filled, wanted - this.#filled, at);
      if (read === 0) return;
      this.#filled += read;
    }
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Buffer): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
