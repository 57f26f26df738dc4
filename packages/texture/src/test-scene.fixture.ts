import sharp from 'sharp';
import type { Mesh } from './mesh/mesh.ts';

/** The photos of the scene, in pixels, and their focal length, as in the models of `@tiepoint/scene/testing`. */
export const PHOTO = { width: 200, height: 160, focal: 200 };

/** A flat ground (z = 0) of square cells, two faces each, around the origin. */
export function groundMesh(size: number, cells: number): Mesh {
  const side = cells + 1;
  const positions = new Float32Array(3 * side * side);
  for (let i = 0; i < side * side; i++) {
    positions[3 * i] = size * ((i % side) / cells - 0.5);
    positions[3 * i + 1] = size * (Math.floor(i / side) / cells - 0.5);
  }
  const indices: number[] = [];
  for (let row = 0; row < cells; row++) {
    for (let column = 0; column < cells; column++) {
      const a = row * side + column;
      indices.push(a, a + 1, a + side, a + 1, a + side + 1, a + side);
    }
  }
  return { positions, indices: Uint32Array.from(indices) };
}

/** Writes a photo whose pixel colours `colourAt` gives. */
export async function writePhoto(path: string, colourAt: (x: number, y: number) => number[]): Promise<void> {
  const { width, height } = PHOTO;
  const pixels = Array.from({ length: width * height }, (_, i) =>
    colourAt(i % width, Math.floor(i / width)),
  ).flat();
  await sharp(Uint8Array.from(pixels), { raw: { width, height, channels: 3 } })
    .png()
    .toFile(path);
}
