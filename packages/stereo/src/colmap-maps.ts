import { open, rename } from 'node:fs/promises';
import type { DepthMap } from './filter-depths.ts';

/**
 * Writes a table of floats as COLMAP reads depth and normal maps: `width&height&channels&`, then 32-bit floats, plane
 * by plane. Format: https://colmap.github.io/format.html#dense-reconstruction. It is there whole or not at all.
 */
export async function writeColmapMap(
  path: string,
  { width, height }: Pick<DepthMap, 'width' | 'height'>,
  channels: number,
  values: Float32Array,
): Promise<void> {
  const temporary = `${path}.tmp`;
  await using file = await open(temporary, 'w');
  await file.write(mapHeader({ width, height }, channels));
  await file.write(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  await file.sync();
  await rename(temporary, path);
}

/** What stands before the values of a map. */
export function mapHeader({ width, height }: Pick<DepthMap, 'width' | 'height'>, channels: number): string {
  return `${width}&${height}&${channels}&`;
}
