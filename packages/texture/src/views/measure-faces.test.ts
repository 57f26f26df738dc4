import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groundMesh, imageFrom, modelOf, PHOTO } from '../test-scene.ts';
import { measureFaces } from './measure-faces.ts';
import { viewsOf } from './view.ts';

const PHOTO_FROM_ABOVE = { ...PHOTO, pixels: new Uint8Array(3 * PHOTO.width * PHOTO.height).fill(128) };
const NO_POINTS = new Float32Array();

function viewFrom(x: number, y: number, z: number) {
  return viewsOf(modelOf([imageFrom(1, [x, y, z])]))[0]!;
}

test('a face is seen only where it lies wholly inside the photo', () => {
  const mesh = groundMesh(20, 20);
  const { faces, colors } = measureFaces(viewFrom(0, 0, 10), PHOTO_FROM_ABOVE, mesh, NO_POINTS);
  // From 10 above the photo shows 10 x 8: of the cells of 1, those at the very border touch the margin.
  assert.equal(faces.length, 2 * 8 * 6);
  assert.ok(colors.every((color) => color === 128));
});

test('a face behind a nearer one is not seen', () => {
  const ground = groundMesh(4, 8);
  const roof = groundMesh(1, 2).positions.map((value, at) => (at % 3 === 2 ? 2 : value));
  const mesh = {
    positions: Float32Array.of(...ground.positions, ...roof),
    indices: Uint32Array.of(
      ...ground.indices,
      ...groundMesh(1, 2).indices.map((v) => v + ground.positions.length / 3),
    ),
  };
  const seen = new Set(measureFaces(viewFrom(0, 0, 10), PHOTO_FROM_ABOVE, mesh, NO_POINTS).faces);
  const underRoof = 2 * (8 * 3 + 3);
  assert.ok(!seen.has(underRoof));
  assert.ok(seen.has(0));
  assert.ok(seen.has(ground.indices.length / 3));
});

test('the back of a face is not seen', () => {
  const mesh = groundMesh(4, 4);
  assert.equal(
    measureFaces(
      viewFrom(0, 0, 10),
      PHOTO_FROM_ABOVE,
      { ...mesh, indices: mesh.indices.toReversed() },
      NO_POINTS,
    ).faces.length,
    0,
  );
});

test('a face behind a sparse point that the mesh lacks counts for less', () => {
  const mesh = groundMesh(4, 4);
  const { qualities } = measureFaces(
    viewFrom(0, 0, 10),
    PHOTO_FROM_ABOVE,
    mesh,
    Float32Array.of(-1.5, -1.5, 1),
  );
  assert.ok(qualities[0]! < 0.2 * qualities.at(-1)!);
});
