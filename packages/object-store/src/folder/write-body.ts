import { type FileHandle, open } from 'node:fs/promises';

import { BodyDigests, type Digests } from '../checksums/body-digests.ts';
import type { ChecksumAlgorithm } from '../checksums/checksum-algorithm.ts';
import { BufferPool } from './buffer-pool.ts';

/** A body that has been written and synced. */
export interface WrittenBody {
  readonly sizeBytes: number;
  readonly digests: Digests;
}

/** Sockets deliver at most 64 KiB at a time; a system call for each would slow down large bodies. */
const WRITE_BYTES = 1024 * 1024;

/** Two buffers per upload, for the concurrent uploads of a client or two. */
const MAX_KEPT_BUFFERS = 32;

/** Creates the pool of buffers that all writers of a store share. */
export function createWriteBuffers(): BufferPool {
  return new BufferPool(WRITE_BYTES, MAX_KEPT_BUFFERS);
}

/**
 * Writes a body to a new file and returns its size and digests once the disk has it.
 *
 * Memory is limited to two write buffers: the body is read only as fast as the disk writes it.
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

/** Collects chunks and writes one batch while the next one fills: saves a third of the time of a large upload. */
class BatchWriter {
  readonly #file: FileHandle;
  readonly #buffers: BufferPool;
  /** A small body arrives in one chunk: it is written directly, without buffers. */
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

  /** An aborted upload may still write from a returned buffer, but only to a file that is removed. */
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
    // Its failure is handled at the next write; until then Node must not report it as unhandled.
    this.#earlierWrite.catch(() => {});
    [this.#filling, this.#spare] = [this.#spare, this.#filling];
    this.#filledBytes = 0;
  }
}

/** On a nearly full disk a write may be partial; the error comes only with the next one. */
async function writeFully(file: FileHandle, batch: Uint8Array): Promise<void> {
  for (let written = 0; written < batch.byteLength; ) {
    written += (await file.write(batch, written)).bytesWritten;
  }
}
