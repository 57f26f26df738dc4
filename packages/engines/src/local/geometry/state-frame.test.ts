import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { writeSparseModel } from '@tiepoint/scene/files';
import { assertNear, imageFrom, modelOf } from '@tiepoint/scene/testing';
import type { Frame } from '../alignment/frame.ts';
import { openGeometryThread } from './geometry-thread.ts';

const ORIGIN = { latitude: 40.7, longitude: -74, altitude: 100 };
/** Feet, with no curvature: three metres are ten feet. */
const PROJECTED: Frame = {
  ...({ type: 'projected', system: 'EPSG:2263', origin: ORIGIN, offset: [900_000, 200_000, 300] } as const),
  unit: { name: 'foot', metres: 0.3 },
  heights: 'NAVD88 height (ftUS)',
  operation: { name: 'Inverse of NAD83 to WGS 84 (1)', accuracyMetres: 4 },
  map: {
    ...({ centre: [0, 0, 0], halfSize: [3, 3, 3], degrees: [1, 1, 1], maxError: 0 } as const),
    coefficients: [...Array(3).fill(0), 0, 0, 10, 0, 10, 0, ...Array(3).fill(0), 10, ...Array(11).fill(0)],
  },
};

test('the files of a projected model have its coordinates, and state what they are', async () => {
  const { cameras, points } = await exportIn(PROJECTED);
  const { map, origin, ...stated } = PROJECTED as Extract<Frame, { type: 'projected' }>;
  assert.deepEqual(cameras.frame, stated);
  assertNear(cameras.cameras[0].position, [100, -50, 200], 1e-9);
  assert.match(points, /comment coordinate system EPSG:2263\ncomment offset 900000 200000 300\n/);
  assert.match(points, /comment unit foot \(0\.3 m\)\ncomment heights above NAVD88 height \(ftUS\)\n/);
  assert.match(points, /comment operation Inverse of NAD83 to WGS 84 \(1\), accuracy 4 m\n/);
});

test('a model in the local frame states what its heights are above', async () => {
  const { cameras, points } = await exportIn({ type: 'enu', origin: ORIGIN, heightsAbove: 'ellipsoid' });
  assert.deepEqual(cameras.frame, { type: 'enu', origin: ORIGIN, heights: 'WGS 84 ellipsoid' });
  assert.match(points, /comment heights above WGS 84 ellipsoid\n/);
  const unknown = await exportIn({ type: 'enu', origin: ORIGIN });
  assert.equal(unknown.cameras.frame.heights, 'not known');
});

async function exportIn(frame: Frame) {
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-frame-'));
  await using thread = openGeometryThread();
  try {
    const place = (name: string) => join(folder, name);
    await writeSparseModel(folder, modelOf([imageFrom(1, [30, -15, 60])], [1, 2, 3]));
    const [pointsPath, camerasPath] = [place('points.ply'), place('cameras.json')];
    const input = { modelFolder: folder, frame, pointsPath, camerasPath, photoNames: new Map() };
    await thread.run('exportSparseModel', input, { signal: new AbortController().signal });
    return {
      cameras: JSON.parse(await readFile(camerasPath, 'utf8')),
      points: (await readFile(pointsPath)).toString('latin1'),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
