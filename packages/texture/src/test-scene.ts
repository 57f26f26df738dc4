import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noPoints, poseAt, type RegisteredImage, type SparseModel, type Vector3 } from '@tiepoint/scene';
import sharp from 'sharp';
import type { Mesh } from './mesh/mesh.ts';

/** The photos of the scene, in pixels, and their focal length. */
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

/** A photo taken straight down from a place above the ground: pixel x grows with world x, pixel y against world y. */
export function imageFrom(id: number, centre: Vector3): RegisteredImage {
  const features = { featurePixels: new Float64Array(), featurePoints: new Int32Array() };
  return {
    id,
    name: `${id}.png`,
    cameraId: 1,
    ...poseAt(centre, [1, 0, 0, 0, -1, 0, 0, 0, -1]),
    ...features,
  };
}

/** A model of undistorted photos without points. */
export function modelOf(images: RegisteredImage[]): SparseModel {
  const { width, height, focal } = PHOTO;
  const params = [focal, focal, width / 2, height / 2];
  return { cameras: new Map([[1, { model: 'PINHOLE', width, height, params }]]), images, points: noPoints() };
}

/** Writes a photo whose pixel colours `colorAt` gives. */
export async function writePhoto(path: string, colorAt: (x: number, y: number) => number[]): Promise<void> {
  const { width, height } = PHOTO;
  const pixels = Array.from({ length: width * height }, (_, i) =>
    colorAt(i % width, Math.floor(i / width)),
  ).flat();
  await sharp(Uint8Array.from(pixels), { raw: { width, height, channels: 3 } })
    .png()
    .toFile(path);
}

/** Runs a test with a folder of its own, which is removed afterwards. */
export async function inFolder(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'texture-test-'));
  try {
    await run(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
