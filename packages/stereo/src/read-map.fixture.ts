import { readFile } from 'node:fs/promises';

/** A map as COLMAP reads it. */
export interface ReadMap {
  width: number;
  height: number;
  channels: number;
  values: Float32Array;
}

/** Reads a map that was written for COLMAP. */
export async function readColmapMap(path: string): Promise<ReadMap> {
  const bytes = await readFile(path);
  const header = /^(\d+)&(\d+)&(\d+)&/.exec(bytes.toString('latin1', 0, 50));
  if (!header) throw new Error(`${path} has no header`);
  const [text, width, height, channels] = header;
  const values = new Float32Array(
    bytes.buffer.slice(bytes.byteOffset + text.length, bytes.byteOffset + bytes.length),
  );
  return { width: Number(width), height: Number(height), channels: Number(channels), values };
}
