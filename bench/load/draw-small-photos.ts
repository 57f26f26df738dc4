import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

const WIDTH = 240;
const HEIGHT = 160;

/** Writes copies of one small photo, each with other bytes after the end of its picture. */
export async function drawSmallPhotos(folder: string, count: number): Promise<void> {
  await mkdir(folder);
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 40 };
  const picture = await sharp({
    create: { width: WIDTH, height: HEIGHT, channels: 3, background: 'grey', noise },
  })
    .jpeg()
    .toBuffer();
  for (let index = 0; index < count; index++) {
    await writeFile(join(folder, `${index}.jpg`), Buffer.concat([picture, Buffer.from(` ${index}`)]));
  }
}
