import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type FilePhoto, findPhotos, nodePlatform } from '@tiepoint/client/node';
import { makeSmallScene } from '../photos/sample-photos.ts';

/** Copies of one photo, each with other bytes after the end of its picture. */
export async function makePhotos(folder: string, count: number): Promise<FilePhoto[]> {
  const [path = ''] = (await makeSmallScene()).photoPaths;
  const picture = await readFile(path);
  await mkdir(folder);
  for (let index = 0; index < count; index++) {
    await writeFile(join(folder, `${index}.jpg`), Buffer.concat([picture, Buffer.from(` ${index}`)]));
  }
  return (await findPhotos(folder)).photos;
}

/** Notes the names of photos whose PUT was answered with 200. */
export function notingPlatform(acknowledged: Set<string>): ReturnType<typeof nodePlatform> {
  const platform = nodePlatform();
  return {
    ...platform,
    async putPhoto(photo, target, work) {
      const answer = await platform.putPhoto(photo, target, work);
      if (answer.status === 200) acknowledged.add(photo.name);
      return answer;
    },
  };
}

/** Sends each photo after a delay. */
export function slowPlatform(delayMs: number): ReturnType<typeof nodePlatform> {
  const platform = nodePlatform();
  return {
    ...platform,
    async putPhoto(photo, target, work) {
      await wait(delayMs, undefined, { signal: work.signal });
      return platform.putPhoto(photo, target, work);
    },
  };
}
