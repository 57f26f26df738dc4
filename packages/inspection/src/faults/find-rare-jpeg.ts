import type { FileHandle } from 'node:fs/promises';

/** Marker, length, bits per channel: the beginning of each segment with a length. */
const HEAD_BYTES = 5;
const START_OF_SCAN = 0xda;
/** Markers of frames (ITU-T T.81, table B.1) of rare kinds of JPEG that few decoders support. */
const RARE_FRAMES: Record<number, string> = {
  195: 'a lossless JPEG',
  197: 'a hierarchical JPEG',
  198: 'a hierarchical JPEG',
  199: 'a hierarchical JPEG',
  201: 'a JPEG with arithmetic coding',
  202: 'a JPEG with arithmetic coding',
  203: 'a lossless JPEG',
};
const FRAMES = new Set([192, 193, 194, ...Object.keys(RARE_FRAMES).map(Number)]);
/** Real files have tens. */
const MAX_SEGMENTS = 1000;

/** The kind of a rare JPEG that decoders may not support; undefined for a common one. */
export async function findRareJpeg(file: FileHandle): Promise<string | undefined> {
  for (let at = 2, segments = 0; segments < MAX_SEGMENTS; segments++) {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, at);
    const marker = buffer.readUInt8(1);
    if (bytesRead < HEAD_BYTES || buffer[0] !== 0xff || marker === START_OF_SCAN) return undefined;
    if (FRAMES.has(marker)) return buffer[4] === 12 ? 'a JPEG with 12 bits a channel' : RARE_FRAMES[marker];
    at += 2 + buffer.readUInt16BE(2);
  }
  return undefined;
}
