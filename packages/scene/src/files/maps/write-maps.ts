import { open, rename } from 'node:fs/promises';
import type { DepthMap, NormalMap } from '../../maps/maps.ts';
import { encodeMapHeader } from './map-header.ts';

/** Writes a depth map in COLMAP's format. The file appears complete or not at all. */
export async function writeDepthMap(path: string, { width, height, depths }: DepthMap): Promise<void> {
  await writeMap(path, encodeMapHeader({ width, height, channels: 1 }), depths);
}

/** Writes a normal map in COLMAP's format. The file appears complete or not at all. */
export async function writeNormalMap(path: string, { width, height, normals }: NormalMap): Promise<void> {
  await writeMap(path, encodeMapHeader({ width, height, channels: 3 }), normals);
}

/** Bytes of a complete depth map's file. */
export function depthMapBytes({ width, height }: Pick<DepthMap, 'width' | 'height'>): number {
  const header = encodeMapHeader({ width, height, channels: 1 });
  return header.length + width * height * Float32Array.BYTES_PER_ELEMENT;
}

async function writeMap(path: string, header: string, values: Float32Array): Promise<void> {
  const temporary = `${path}.tmp`;
  await using file = await open(temporary, 'w');
  await file.write(header);
  await file.write(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  await file.sync();
  await rename(temporary, path);
}
