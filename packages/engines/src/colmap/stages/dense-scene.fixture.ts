import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ModelPhoto, writeExactModel } from '@tiepoint/samples';
import { type Camera, pixelRay, poseAt, projectPoint } from '@tiepoint/scene';
import sharp from 'sharp';
import type { StageFacts } from '../../local/stages/stage.ts';
import type { ColmapWorkspace } from '../commands/colmap-workspace.ts';

/** The camera of all photos, where a test says nothing else. */
export const CAMERA: Camera = { model: 'PINHOLE', width: 160, height: 120, params: [160, 160, 80, 60] };
const HEIGHT = 10;
/** Where the photos were taken, along x. */
const PLACES = [-1.5, -0.9, -0.3, 0.3, 0.9, 1.5];
const GROUND_CELLS = 30;
const GROUND_SIDE = 6;
const TIE_POINTS = 150;
/** Side of the ground's spots. */
const SPOT = 0.12;

/** The photos where a test says nothing else: six in a row. */
export const PHOTOS: readonly ModelPhoto[] = PLACES.map((x, index) => photoAt(x, { name: `${index}.png` }));

/** What the stages before the dense one have told of the scene. */
export const SCENE_FACTS: StageFacts = {
  modelNumber: '0',
  registered: PHOTOS.map(({ name }) => name),
  points: TIE_POINTS,
  reprojectionErrorPixels: 0.5,
  frame: { type: 'enu', origin: { latitude: 47, longitude: 8, altitude: 400 } },
};

/** The faces of `groundPly`. */
export const GROUND_FACES = 2 * GROUND_CELLS ** 2;

/** A photo taken straight down, `x` along the row. */
export function photoAt(x: number, { name, camera = CAMERA }: Partial<ModelPhoto>): ModelPhoto {
  const pose = poseAt([x, 0, HEIGHT], [1, 0, 0, 0, -1, 0, 0, 0, -1]);
  return { name: name ?? `${x}.png`, camera, ...pose };
}

/** Writes undistorted photos of a flat ground, and the model that fits them, into a workspace. */
export async function writeUndistorted(workspace: ColmapWorkspace, photos = PHOTOS): Promise<void> {
  await writeScene(workspace.undistortedPhotosFolder, workspace.undistortedModelFolder, photos);
  await mkdir(workspace.stereoFolder, { recursive: true });
  // Which photos are fused, as `image_undistorter` would say it.
  await writeFile(join(workspace.stereoFolder, 'fusion.cfg'), photos.map(({ name }) => `${name}\n`).join(''));
  for (const folder of ['depth_maps', 'normal_maps']) await mkdir(join(workspace.stereoFolder, folder));
}

/** Writes photos as they were taken, and the model that was placed in the world. */
export async function writePlaced(workspace: ColmapWorkspace, photos: readonly ModelPhoto[]): Promise<void> {
  await writeScene(workspace.photosFolder, workspace.georeferencedFolder, photos);
}

async function writeScene(
  photosFolder: string,
  modelFolder: string,
  photos: readonly ModelPhoto[],
): Promise<void> {
  await mkdir(modelFolder, { recursive: true });
  for (const photo of photos) await takePhoto(photo, join(photosFolder, photo.name));
  const points = Array.from({ length: TIE_POINTS }, (_, index) => {
    const [x, y] = [GROUND_SIDE * (greyOf(index, 0) - 0.5), GROUND_SIDE * (greyOf(index, 1) - 0.5)];
    return { position: [x, y, 0] as const, photos: photos.filter((photo) => shows(photo, x, y)) };
  });
  await writeExactModel(modelFolder, { photos, points });
}

function shows(photo: ModelPhoto, x: number, y: number): boolean {
  const { width, height } = photo.camera;
  const pixel = projectPoint(photo.camera, photo, [x, y, 0]);
  return pixel !== undefined && pixel.x > 0 && pixel.y > 0 && pixel.x < width && pixel.y < height;
}

async function takePhoto(photo: ModelPhoto, path: string): Promise<void> {
  const { width, height } = photo.camera;
  const pixels = Buffer.alloc(width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [dx, dy, dz] = pixelRay(photo.camera, photo, [column + 0.5, row + 0.5]);
      const distance = -photo.centre[2] / dz;
      const grey = spotsAt(photo.centre[0] + dx * distance, photo.centre[1] + dy * distance);
      pixels[row * width + column] = 40 + 170 * grey;
    }
  }
  await mkdir(dirname(path), { recursive: true });
  await sharp(pixels, { raw: { width, height, channels: 1 } }).toFile(path);
}

/** Random greys on a grid, blended between its corners. */
function spotsAt(x: number, y: number): number {
  const [column, row] = [Math.floor(x / SPOT), Math.floor(y / SPOT)];
  const [fx, fy] = [x / SPOT - column, y / SPOT - row];
  const upper = greyOf(column, row) * (1 - fx) + greyOf(column + 1, row) * fx;
  const lower = greyOf(column, row + 1) * (1 - fx) + greyOf(column + 1, row + 1) * fx;
  return upper * (1 - fy) + lower * fy;
}

/** Always the same number from 0 to 1 for two whole ones. */
function greyOf(a: number, b: number): number {
  let mixed = Math.imul(a, 0x9e3779b1) ^ Math.imul(b + 77, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
}

/** What `stereo_fusion` would write: points on the ground. */
export function fusedPly(count: number): string {
  const side = Math.ceil(Math.sqrt(count));
  const coordinate = (step: number) => GROUND_SIDE * (step / side - 0.5);
  const points = Array.from({ length: count }, (_, i) => {
    return `${coordinate(i % side)} ${coordinate(Math.floor(i / side))} 0 0 0 1 70 140 60`;
  });
  const properties = [
    ...['x', 'y', 'z', 'nx', 'ny', 'nz'].map((name) => `property float ${name}`),
    ...['red', 'green', 'blue'].map((name) => `property uchar ${name}`),
  ];
  return ply([`element vertex ${count}`, ...properties], points);
}

/** What `poisson_mesher` would write: the ground as triangles. */
export function groundPly(): string {
  const side = GROUND_CELLS + 1;
  const coordinate = (step: number) => GROUND_SIDE * (step / GROUND_CELLS - 0.5);
  const vertices = Array.from({ length: side * side }, (_, i) => {
    return `${coordinate(i % side)} ${coordinate(Math.floor(i / side))} 0`;
  });
  const faces = Array.from({ length: GROUND_CELLS ** 2 }, (_, cell) => {
    const a = side * Math.floor(cell / GROUND_CELLS) + (cell % GROUND_CELLS);
    return [`3 ${a} ${a + 1} ${a + side}`, `3 ${a + 1} ${a + side + 1} ${a + side}`];
  }).flat();
  const head = [
    `element vertex ${vertices.length}`,
    ...['x', 'y', 'z'].map((name) => `property float ${name}`),
    `element face ${faces.length}`,
    'property list uchar int vertex_indices',
  ];
  return ply(head, [...vertices, ...faces]);
}

function ply(head: string[], rows: string[]): string {
  return ['ply', 'format ascii 1.0', ...head, 'end_header', ...rows, ''].join('\n');
}
