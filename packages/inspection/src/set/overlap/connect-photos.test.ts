import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectPhotos } from './connect-photos.ts';

test('components are the photos that connect, the largest first', () => {
  const { components, componentOf, neighbours } = connectPhotos(6, [
    [0, 3],
    [1, 2],
    [2, 4],
  ]);
  assert.deepEqual(components, [[1, 2, 4], [0, 3], [5]]);
  assert.deepEqual(componentOf, [1, 0, 0, 1, 0, 2]);
  assert.deepEqual(neighbours, [1, 1, 2, 1, 1, 0]);
});

test('a weak link is a photo without which a component falls apart, with the size of the smaller part', () => {
  // Two triangles that share photo 2, and a photo connected only with the second.
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
      { index: 2, separated: 2 },
      { index: 4, separated: 1 },
    ],
  );
});

test('a ring has no weak link, and a chain of a hundred thousand photos does not overflow the stack', () => {
  const ring = [0, 1, 2, 3].map((index) => [index, (index + 1) % 4] as const);
  assert.deepEqual(connectPhotos(4, ring).weakLinks, []);
  const row = Array.from({ length: 99_999 }, (_, index) => [index, index + 1] as const);
  const { components, weakLinks } = connectPhotos(100_000, row);
  assert.equal(components.length, 1);
  assert.equal(weakLinks.length, 99_998);
});
