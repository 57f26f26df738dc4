import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How far away what a photo shows was measured to be, pixel by pixel; 0 where nothing could be measured. */
export interface MeasuredDepths {
  width: number;
  height: number;
  /** Along the camera's axis, in the model's unit. */
  depths: Float32Array;
}

/** No header is longer: `width&height&channels&`. */
const MAX_HEADER_BYTES = 64;

/**
 * Reads the depth map that stereo has made of a photo, of any size, in COLMAP's format
 * (https://colmap.github.io/format.html#dense-reconstruction). Gives undefined where there is none, or no whole one:
 * a texture is good without it.
 */
export async function readMeasuredDepths(
  depthMapsFolder: string,
  photoName: string,
): Promise<MeasuredDepths | undefined> {
  const bytes = await readFile(join(depthMapsFolder, `${photoName}.geometric.bin`)).catch(() => undefined);
  const header = /^(\d+)&(\d+)&1&/.exec(bytes?.toString('latin1', 0, MAX_HEADER_BYTES) ?? '');
  if (!bytes || !header) return undefined;
  const [text, width, height] = [header[0], Number(header[1]), Number(header[2])];
  const floatBytes = bytes.subarray(text.length);
  if (width * height === 0 || floatBytes.length !== width * height * Float32Array.BYTES_PER_ELEMENT) {
    return undefined;
  }
  // A copy, because floats must begin at a multiple of four.
  return { width, height, depths: new Float32Array(Uint8Array.from(floatBytes).buffer) };
}
