import { join } from 'node:path';
import { renderPhoto, type View } from './render-photo.ts';
import type { Survey } from './survey.ts';
import { writePhoto } from './write-photo.ts';

/** Renders one photo of a survey and writes it into a folder; `seed` is the scene's. */
export async function takePhoto(
  view: View,
  { survey, index, seed }: { survey: Survey; index: number; seed: number },
  folder: string,
): Promise<void> {
  const { camera, shots } = survey;
  const shot = shots[index];
  if (!shot) throw new RangeError(`the survey has no photo ${index}`);
  const { width, height } = camera;
  const rgb = renderPhoto(view, { camera, shot, seed: (seed + 31) * 7919 + index });
  await writePhoto(join(folder, shot.name), { rgb, width, height }, shot);
}
