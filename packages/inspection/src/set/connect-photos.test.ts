import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectPhotos } from './connect-photos.ts';

test('groups are the photos that hang together, the largest first', () => {
  const { groups, groupOf, neighbours } = connectPhotos(6, [
    [0, 3],
    [1, 2],
    [2, 4],
  ]);
  assert.deepEqual(groups, [[1, 2, 4], [0, 3], [5]]);
  assert.deepEqual(groupOf, [1, 0, 0, 1, 0, 2]);
  assert.deepEqual(neighbours, [1, 1, 2, 1, 1, 0]);
});

test('a weak link is a photo without which a group falls apart, with what the smaller part loses', () => {
  // Two triangles that share photo 2, and a photo that hangs on the second.
  const { weakLinks } = connectPhotos(6, [
    [0, 1],
    [1, 2],
    [0, 2],
    [2, 3],
    [3, 4],
    [2, 4],
    [4, 5],
  ]);
  assert.deepEqual(
    weakLinks.toSorted((a, b) => a.index - b.index),
    [
      { index: 2, loses: 2 },
      { index: 4, loses: 1 },
    ],
  );
});

test('a ring has no weak link, and a row of a hundred thousand is no danger', () => {
  const ring = [0, 1, 2, 3].map((index) => [index, (index + 1) % 4] as const);
  assert.deepEqual(connectPhotos(4, ring).weakLinks, []);
  const row = Array.from({ length: 99_999 }, (_, index) => [index, index + 1] as const);
  const { groups, weakLinks } = connectPhotos(100_000, row);
  assert.equal(groups.length, 1);
  assert.equal(weakLinks.length, 99_998);
});
