import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { CameraFrame } from '@tiepoint/scene';
import { writeCamerasJson } from '@tiepoint/scene/files';
import { placeOf } from './place-model.ts';

const rows = (matrix: number[]) => [0, 4, 8, 12].map((at) => matrix.slice(at, at + 4).map(Math.round));

test('a model at the crossing of the equator and the first meridian lies east, north and up there', async () => {
  const place = await placeOfFrame({ type: 'enu', origin: { longitude: 0, latitude: 0, altitude: 10 } });
  assert.equal(place?.srs, 'EPSG:4978');
  assert.deepEqual(
    rows(place?.modelToSRS ?? []).map((row) => row.map((value) => value + 0)),
    [
      [0, 0, 1, 6_378_147],
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 0, 1],
    ],
  );
});

test('a projected model is moved by its offset, and one without a place has none', async () => {
  const offset = [500_000, 5_200_000, 400];
  const place = await placeOfFrame({ type: 'projected', system: 'EPSG:32633', offset });
  assert.deepEqual(place, {
    srs: 'EPSG:32633',
    modelToSRS: [1, 0, 0, 500_000, 0, 1, 0, 5_200_000, 0, 0, 1, 400, 0, 0, 0, 1],
  });
  assert.equal(await placeOfFrame({ type: 'model' }), undefined);
  assert.equal(await placeOfFrame({ type: 'local' }), undefined);
  assert.equal(placeOf('{"cameras":[]}'), undefined);
});

/** The file as engines write it. */
async function placeOfFrame(frame: CameraFrame) {
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-place-'));
  try {
    const path = join(folder, 'cameras.json');
    const model = { cameras: new Map(), images: [], points: [] };
    await writeCamerasJson(path, model as unknown as Parameters<typeof writeCamerasJson>[1], {
      frame,
      photoNames: new Map(),
    });
    return placeOf(await readFile(path, 'utf8'));
  } finally {
    await rm(folder, { recursive: true });
  }
}
