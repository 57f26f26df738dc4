import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toViewer, worldToViewer } from './world-frame.ts';

test('up in the world is up in the viewer, and north goes into the screen', () => {
  assert.deepEqual(toViewer([0, 0, 1]).toArray(), [0, 1, 0]);
  assert.deepEqual(toViewer([0, 1, 0]).toArray(), [0, 0, -1]);
  assert.deepEqual(toViewer([1, 2, 3]).toArray(), [1, 3, -2]);
});

test('the conversion is a rotation, so nothing is mirrored', () => {
  assert.equal(worldToViewer.determinant(), 1);
});
