import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inFolder } from '../testing/in-folder.fixture.ts';
import { imageFrom, modelOf } from '../testing/small-model.fixture.ts';
import { writeCamerasJson } from './write-cameras-json.ts';

test('cameras are written with place, orientation, intrinsics and frame', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'cameras.json');
    const origin = { latitude: 46.8, longitude: -91.9, altitude: 198 };
    const model = modelOf([imageFrom(3, [1, 2, 30])]);
    const photoNames = new Map([['3.png', 'DJI_0003.PNG']]);
    await writeCamerasJson(path, model, { frame: { type: 'enu', origin }, photoNames });
    assert.deepEqual(JSON.parse(await readFile(path, 'utf8')), {
      frame: { type: 'enu', origin },
      upAxis: 'z',
      cameras: [
        {
          name: '3.png',
          photo: 'DJI_0003.PNG',
          position: [1, 2, 30],
          rotation: [1, 0, 0, 0, -1, 0, 0, 0, -1],
          ...{ width: 200, height: 160, fx: 200, fy: 200, cx: 100, cy: 80 },
        },
      ],
    });
  }));
