import assert from 'node:assert/strict';
import { test } from 'node:test';
import { downloadOrder } from './download-order.ts';

test('the model comes first and unknown files last, by name', () => {
  const names = [
    'report.txt',
    'cameras.json',
    'dsm.tif',
    'model.3tz',
    'model.glb',
    'points.ply',
    'dense-points.ply',
  ];
  assert.deepEqual(
    downloadOrder(names.map((name) => ({ name }))).map(({ name }) => name),
    ['model.glb', 'model.3tz', 'dense-points.ply', 'points.ply', 'cameras.json', 'dsm.tif', 'report.txt'],
  );
});
