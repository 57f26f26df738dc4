import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { poseFrom } from '@tiepoint/scene';
import sharp from 'sharp';
import { createRandom } from './random.ts';
import type { StereoPoint, StereoScene, StereoView } from './scene.ts';

/** A scene whose depths are known: a slanted wall, and a step before its right half. */
export interface MadeScene {
  scene: StereoScene;
  /** Depth of the surface at a place of a view's picture, in pixels from its corner. */
  depthAt(view: StereoView, x: number, y: number): number;
}

/** The intrinsics of the first camera. */
export const FIRST_CAMERA = { width: 160, height: 120, focal: 150 };
/** The second has more pixels and sees a narrower angle. */
const CAMERAS = [FIRST_CAMERA, { width: 210, height: 150, focal: 205 }];
const VIEWS = 5;
const STEP_AT = 0.2;
const STEP_DEPTH = 0.8;
const CELL = 0.035;

/**
 * Makes photos of the scene in a folder, by each of the cameras in turn; they stand side by side and look straight
 * ahead.
 */
export async function makeScene(folder: string, cameras = CAMERAS): Promise<MadeScene> {
  await mkdir(folder, { recursive: true });
  const views = Array.from({ length: VIEWS }, (_, index): StereoView => {
    const [column, row] = [index % 3, Math.floor(index / 3)];
    const { width, height, focal } = cameras[index % cameras.length] ?? FIRST_CAMERA;
    return {
      name: `${index}.png`,
      photoPath: join(folder, `${index}.png`),
      width,
      height,
      fx: focal,
      fy: focal,
      cx: width / 2,
      cy: height / 2,
      ...poseFrom({
        rotation: [1, 0, 0, 0, 1, 0, 0, 0, 1],
        translation: [0.35 * (1 - column), 0.35 * (0.5 - row), 0],
      }),
    };
  });
  for (const view of views) await render(view);
  return { scene: { views, points: samplePoints(views) }, depthAt };
}

function depthAt(view: StereoView, x: number, y: number): number {
  const [dx, dy] = [(x - view.cx) / view.fx, (y - view.cy) / view.fy];
  const [tx, ty] = view.cameraFromWorld.translation;
  // The wall: z = 4 + 0.3 X + 0.2 Y; the step lies before it where X is large.
  const wall = (offset: number) => (4 - offset - 0.3 * tx - 0.2 * ty) / (1 - 0.3 * dx - 0.2 * dy);
  const near = wall(STEP_DEPTH);
  return near * dx - tx > STEP_AT ? near : wall(0);
}

async function render(view: StereoView): Promise<void> {
  const pixels = Buffer.alloc(view.width * view.height);
  for (let y = 0; y < view.height; y++) {
    for (let x = 0; x < view.width; x++) pixels[y * view.width + x] = greyAt(view, x + 0.5, y + 0.5);
  }
  const raw = { width: view.width, height: view.height, channels: 1 as const };
  await sharp(pixels, { raw }).png().toFile(view.photoPath);
}

function greyAt(view: StereoView, x: number, y: number): number {
  const depth = depthAt(view, x, y);
  const [tx, ty] = view.cameraFromWorld.translation;
  const worldX = ((x - view.cx) / view.fx) * depth - tx;
  const worldY = ((y - view.cy) / view.fy) * depth - ty;
  return 40 + 170 * smoothNoise(worldX / CELL, worldY / CELL);
}

/** Random greys on a grid, blended between its corners. */
function smoothNoise(x: number, y: number): number {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const [fx, fy] = [x - column, y - row];
  const corner = (dx: number, dy: number) => createRandom(7919 * (column + dx) + 104_729 * (row + dy))();
  const upper = corner(0, 0) * (1 - fx) + corner(1, 0) * fx;
  const lower = corner(0, 1) * (1 - fx) + corner(1, 1) * fx;
  return upper * (1 - fy) + lower * fy;
}

function samplePoints(views: readonly StereoView[]): StereoPoint[] {
  const random = createRandom(5);
  const [first] = views;
  if (!first) return [];
  const [tx, ty] = first.cameraFromWorld.translation;
  return Array.from({ length: 150 }, (): StereoPoint => {
    const [x, y] = [random() * first.width, random() * first.height];
    const depth = depthAt(first, x, y);
    const position = [
      ((x - first.cx) / first.fx) * depth - tx,
      ((y - first.cy) / first.fy) * depth - ty,
      depth,
    ] as const;
    return { position, error: 0.5, views: views.map((_, index) => index) };
  });
}
