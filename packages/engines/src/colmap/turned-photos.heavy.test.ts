import assert from 'node:assert/strict';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { generateScene } from '@tiepoint/samples';
import { type CamerasJson, degreesBetween, type Vector3 } from '@tiepoint/scene';
import sharp from 'sharp';
import type { EngineEvent, EnginePhoto } from '../port/engine.ts';
import { DEFAULT_TASK_OPTIONS } from '../port/task-options.ts';
import { createColmapEngine } from './colmap-engine.ts';
import { COLMAP, needsColmap } from './installation/installed-colmap.fixture.ts';

const SCENE = { photos: 6, width: 900, height: 600 };
/** Of the focal length, from a run to the next with other features. */
const TOLERANCE = 0.01;

const never = new AbortController().signal;

test(
  'photos that are stored turned share the camera of the others, and are shown as stored',
  needsColmap,
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tiepoint-turned-'));
    try {
      const { photoPaths } = await generateScene({ ...SCENE, folder: join(folder, 'scene') });
      const level = photoPaths.map((path): EnginePhoto => photoOf(path, SCENE));
      const turned = await Promise.all(
        photoPaths.map((path, index) => (index % 2 ? turn(path) : level[index]!)),
      );
      const engine = createColmapEngine({ workFolder: join(folder, 'work'), executable: COLMAP });
      const make = async (workKey: string, photos: EnginePhoto[]) => {
        const options = { ...DEFAULT_TASK_OPTIONS, engine: 'colmap', quality: 'preview' } as const;
        const handle = await engine.submit({ workKey, seriesKey: workKey, photos, options }, never);
        let last: EngineEvent | undefined;
        for await (const event of engine.watch(handle, never)) last = event;
        if (last?.type !== 'done') assert.fail(JSON.stringify(last));
        const path = last.outputs.find(({ name }) => name === 'cameras.json')?.path ?? assert.fail();
        const { cameras } = JSON.parse(await readFile(path, 'utf8')) as CamerasJson;
        cameras.sort((a, b) => (a.name < b.name ? -1 : 1));
        return { result: last.result, cameras };
      };
      const plain = await make('level', level);
      const mixed = await make('turned', turned);

      assert.equal(mixed.result.registered, plain.result.registered);
      assert.ok(mixed.result.faces > 0);
      assert.match(
        mixed.result.notes.join(' '),
        /6 photos share one camera: sample\. Of these, 3 are stored turned/,
      );
      const [expected] = plain.cameras;
      const focal = expected?.fx ?? assert.fail();
      assert.equal(new Set(mixed.cameras.map(({ fx }) => fx)).size, 1);
      for (const { fx, width, height, photo } of mixed.cameras) {
        assert.ok(Math.abs(fx / focal - 1) < TOLERANCE, `${fx} and ${focal}`);
        assert.equal(height > width, photo.startsWith('turned'));
      }
      const expectedAngles = anglesBetween(plain.cameras);
      for (const [index, angle] of anglesBetween(mixed.cameras).entries())
        assert.ok(Math.abs(angle - expectedAngles[index]!) < 1, `${angle}° and ${expectedAngles[index]}°`);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
);

/** Degrees between what is up in the first photo and in each other, which do not depend on the model's frame. */
function anglesBetween(cameras: CamerasJson['cameras']): number[] {
  const ups = cameras.map(({ rotation: r, photo }): Vector3 => {
    // Turned by 90° clockwise, the upper edge of the picture is the right one of the file.
    return photo.startsWith('turned') ? [r[0], r[1], r[2]] : [-r[3], -r[4], -r[5]];
  });
  return ups.map((up) => degreesBetween(up, ups[0]!));
}

function photoOf(path: string, size: { width: number; height: number }): EnginePhoto {
  const name = basename(path);
  return {
    fileName: name,
    displayName: name,
    ...size,
    cameraKey: 'sample',
    cameraName: 'sample',
    fetchTo: (target) => copyFile(path, target),
  };
}

async function turn(path: string): Promise<EnginePhoto> {
  const file = `${path}.turned`;
  await sharp(path).rotate(90).jpeg({ quality: 97 }).toFile(file);
  const { width, height } = SCENE;
  const photo = photoOf(path, { width: height, height: width });
  return {
    ...photo,
    displayName: `turned ${photo.displayName}`,
    fetchTo: (target) => copyFile(file, target),
  };
}
