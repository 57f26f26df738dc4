import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseMapHeader, wholeMapBytes } from './map-header.ts';

/** How far away what a photo shows was measured to be, pixel by pixel; 0 where nothing could be measured. */
export interface MeasuredDepths {
  width: number;
  height: number;
  /** Along the camera's axis, in the model's unit. */
  depths: Float32Array;
}

/**
 * Reads the depth map that stereo has made of a photo, of any size, in COLMAP's format. Gives undefined where there is
 * none, or no whole one: a texture is good without it.
 */
export async function readMeasuredDepths(
  depthMapsFolder: string,
  photoName: string,
): Promise<MeasuredDepths | undefined> {
  const bytes = await readFile(join(depthMapsFolder, `${photoName}.geometric.bin`)).catch(() => undefined);
  const header = bytes && parseMapHeader(bytes);
  if (header?.channels !== 1 || header.width * header.height === 0) return undefined;
  if (bytes?.length !== wholeMapBytes(header)) return undefined;
  // A copy, because floats must begin at a multiple of four.
  const depths = new Float32Array(Uint8Array.from(bytes.subarray(header.bytes)).buffer);
  return { width: header.width, height: header.height, depths };
}
