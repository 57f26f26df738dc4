import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { StageFacts } from '../stage.ts';
import type { Workspace } from '../workspace.ts';

type Field = ['u32' | 'u64' | 'f64', number] | ['text', string];

const PHOTO = { width: 200, height: 160, focal: 200 };
const HEIGHT = 10;
/** Where the photos were taken, along x. */
const PLACES = [-1.2, -0.4, 0.4, 1.2];
const GROUND_CELLS = 30;
const GROUND_SIDE = 6;

/** What the stages before the dense one have told of the scene. */
export const SCENE_FACTS: StageFacts = {
  modelNumber: '0',
  registered: PLACES.map((_, index) => `${index}.png`),
  points: 3,
  reprojectionErrorPixels: 0.5,
  frame: { type: 'enu', origin: { latitude: 47, longitude: 8, altitude: 400 } },
};

/** The faces of `groundMesh`. */
export const GROUND_FACES = 2 * GROUND_CELLS ** 2;

/** Writes undistorted photos of a flat ground, and the model that fits them, into a workspace. */
export async function writeUndistorted(workspace: Workspace): Promise<void> {
  await mkdir(workspace.undistortedPhotosFolder, { recursive: true });
  await mkdir(workspace.undistortedModelFolder, { recursive: true });
  const { width, height } = PHOTO;
  const photo = sharp({ create: { width, height, channels: 3, background: { r: 70, g: 140, b: 60 } } }).png();
  for (const name of SCENE_FACTS.registered ?? []) {
    await writeFile(join(workspace.undistortedPhotosFolder, name), await photo.clone().toBuffer());
  }
  const place = (name: string) => join(workspace.undistortedModelFolder, name);
  await writeFile(place('cameras.bin'), encode([['u64', 1], ...cameraFields()]));
  await writeFile(place('images.bin'), encode([['u64', PLACES.length], ...PLACES.flatMap(imageFields)]));
  await writeFile(place('points3D.bin'), encode([['u64', 0]]));
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

/** A pinhole (model 1). */
function cameraFields(): Field[] {
  const { width, height, focal } = PHOTO;
  const params = [focal, focal, width / 2, height / 2].map((value): Field => ['f64', value]);
  return [['u32', 1], ['u32', 1], ['u64', width], ['u64', height], ...params];
}

/** Taken straight down: turned by half a turn around x. */
function imageFields(x: number, index: number): Field[] {
  const pose = [0, 1, 0, 0, -x, 0, HEIGHT].map((value): Field => ['f64', value]);
  return [['u32', index + 1], ...pose, ['u32', 1], ['text', `${index}.png`], ['u64', 0]];
}

function encode(fields: Field[]): Buffer {
  const parts = fields.map(([type, value]) => {
    if (type === 'text') return Buffer.from(`${value}\0`);
    const bytes = Buffer.alloc(type === 'u32' ? 4 : 8);
    if (type === 'u32') bytes.writeUInt32LE(value);
    else if (type === 'f64') bytes.writeDoubleLE(value);
    else bytes.writeBigUInt64LE(BigInt(value));
    return bytes;
  });
  return Buffer.concat(parts);
}
