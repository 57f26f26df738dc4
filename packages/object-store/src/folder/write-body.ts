import { type FileHandle, open } from 'node:fs/promises';

import { BodyDigests, type Digests } from '../checksums/body-digests.ts';
import type { ChecksumAlgorithm } from '../checksums/checksum-algorithm.ts';
import { BufferPool } from './buffer-pool.ts';

/** A body that is on the disk. */
export interface WrittenBody {
  readonly sizeBytes: number;
  readonly digests: Digests;
}

/** Sockets deliver at most 64 KiB at a time; a system call for each would cost large bodies much of their speed. */
const WRITE_BYTES = 1024 * 1024;

/** Two buffers an upload, for as many uploads as a client or two have under way. */
const MAX_KEPT_BUFFERS = 32;

/** Makes the pool of buffers that all writers of a store share. */
export function createWriteBuffers(): BufferPool {
  return new BufferPool(WRITE_BYTES, MAX_KEPT_BUFFERS);
}

/**
 * Writes a body to a new file and returns its size and digests once the disk has it.
 *
 * Memory stays at two write buffers: the body is read only as fast as the disk takes it.
 *
 * @param path a file that does not exist yet; when this throws, the caller removes it
 */
export async function writeBody(
  path: string,
  body: AsyncIterable<Uint8Array>,
  { algorithms, buffers }: { algorithms: Iterable<ChecksumAlgorithm>; buffers: BufferPool },
): Promise<WrittenBody> {
  const digests = await BodyDigests.start(algorithms);
  await using file = await open(path, 'wx', 0o600);
  using writer = new BatchWriter(file, buffers);
  let sizeBytes = 0;
  for await (const chunk of body) {
    digests.update(chunk);
    sizeBytes += chunk.byteLength;
    await writer.append(chunk);
  }
  await writer.flush();
  await file.sync();
  return { sizeBytes, digests: digests.finish() };
}

/** Gathers chunks and writes one batch while the next fills: a third off the time of a large upload. */
class BatchWriter {
  readonly #file: FileHandle;
  readonly #buffers: BufferPool;
  /** A small body comes in one chunk: it is written as it is, and no buffers are made for it. */
  #onlyChunk: Uint8Array | undefined;
  #filling: Buffer | undefined;
  #spare: Buffer | undefined;
  #filledBytes = 0;
  #earlierWrite: Promise<void> = Promise.resolve();

  constructor(file: FileHandle, buffers: BufferPool) {
    this.#file = file;
    this.#buffers = buffers;
  }

  async append(chunk: Uint8Array): Promise<void> {
    if (this.#onlyChunk === undefined && this.#filling === undefined) {
      this.#onlyChunk = chunk;
      return;
    }
    const first = this.#onlyChunk;
    this.#onlyChunk = undefined;
    if (first) await this.#gather(first);
    await this.#gather(chunk);
  }

  async flush(): Promise<void> {
    if (this.#onlyChunk) await writeFully(this.#file, this.#onlyChunk);
    else await this.#startWrite();
    await this.#earlierWrite;
  }

  /** What a broken-off upload still writes goes into a file that is removed: its next content does no harm. */
  [Symbol.dispose](): void {
    for (const buffer of [this.#filling, this.#spare]) if (buffer) this.#buffers.give(buffer);
  }

  async #gather(chunk: Uint8Array): Promise<void> {
    for (let taken = 0; taken < chunk.byteLength; ) {
      this.#filling ??= this.#buffers.take();
      const part = chunk.subarray(taken, taken + WRITE_BYTES - this.#filledBytes);
      this.#filling.set(part, this.#filledBytes);
      this.#filledBytes += part.byteLength;
      taken += part.byteLength;
      if (this.#filledBytes === WRITE_BYTES) await this.#startWrite();
    }
  }

  async #startWrite(): Promise<void> {
    await this.#earlierWrite;
    if (!this.#filling) return;
    const batch = this.#filling.subarray(0, this.#filledBytes);
    this.#earlierWrite = writeFully(this.#file, batch);
    // Its failure is seen at the next write; until then Node must not take it for unhandled.
    this.#earlierWrite.catch(() => {});
    [this.#filling, this.#spare] = [this.#spare, this.#filling];
    this.#filledBytes = 0;
  }
}

/** A nearly full disk takes a part of a write, and reports the error only at the next one. */
async function writeFully(file: FileHandle, batch: Uint8Array): Promise<void> {
  for (let written = 0; written < batch.byteLength; ) {
    written += (await file.write(batch, written)).bytesWritten;
  }
}
