import type { FileHandle } from 'node:fs/promises';

/** Bytes with random access; a read past the end returns fewer bytes. */
export interface ByteSource {
  read(offset: number, length: number): Promise<Buffer>;
}

/** The bytes of an open file. */
export function fileSource(file: FileHandle): ByteSource {
  return {
    async read(offset, length) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
      return buffer.subarray(0, bytesRead);
    },
  };
}

/** Bytes in memory. */
export function bufferSource(bytes: Buffer): ByteSource {
  return { read: async (offset, length) => bytes.subarray(offset, offset + length) };
}
