import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groundMesh } from '../test-scene.fixture.ts';
import { facesToKeep } from './drop-unseen.ts';
import { faceAdjacency } from './face-adjacency.ts';

const MESH = groundMesh(20, 20);
const NEIGHBOURS = faceAdjacency(MESH);

/** The cell (two faces) in a row and column of the ground. */
function isCell(face: number, row: number, column: number): boolean {
  return Math.floor(face / 2) === 20 * row + column;
}

test('a small hole that no photo shows is kept, to be drawn in grey', () => {
  const kept = facesToKeep(MESH, (face) => !isCell(face, 10, 10), NEIGHBOURS);
  assert.ok(kept.every((keep) => keep === 1));
});

test('unseen surface at the border and large unseen regions are left out', () => {
  const isSeen = (face: number) => !isCell(face, 0, 5) && !(face >= 2 * 20 * 8 && face < 2 * 20 * 9);
  const kept = facesToKeep(MESH, isSeen, NEIGHBOURS);
  kept.forEach((keep, face) => {
    assert.equal(keep === 1, isSeen(face));
  });
});

test('a single seen face amid unseen ones is left out', () => {
  const kept = facesToKeep(MESH, (face) => face < 2 * 20 * 10 || isCell(face, 19, 19), NEIGHBOURS);
  assert.equal(kept[2 * (20 * 19 + 19)], 0);
  assert.equal(kept[0], 1);
});
