import { join } from 'node:path';
import type { Tour } from '../tour.ts';
import { renderPhoto, type View } from './render-photo.ts';
import { writePhoto } from './write-photo.ts';

/** Renders one photo of a tour and writes it into a folder; `seed` is the scene's. */
export async function takePhoto(
  view: View,
  tour: Tour,
  index: number,
  { folder, seed }: { folder: string; seed: number },
): Promise<void> {
  const shot = tour.shots[index];
  if (!shot) throw new RangeError(`the tour has no photo ${index}`);
  const { width, height } = tour.camera;
  const rgb = renderPhoto(view, tour.camera, shot, (seed + 31) * 7919 + index);
  await writePhoto(join(folder, shot.name), { rgb, width, height }, shot);
}
