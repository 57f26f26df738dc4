import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DepthMap, viewsOf } from '@tiepoint/scene';
import { imageFrom, modelOf } from '@tiepoint/scene/testing';
import { groundMesh, PHOTO } from '../test-scene.fixture.ts';
import { measureFaces } from './measure-faces.ts';

const GREY_PHOTO = { ...PHOTO, pixels: new Uint8Array(3 * PHOTO.width * PHOTO.height).fill(128) };
/** A nadir photo from 10 above the ground. */
const FROM_ABOVE = {
  view: viewsOf(modelOf([imageFrom(1, [0, 0, 10])]))[0]!,
  photo: GREY_PHOTO,
  points: new Float32Array(),
};

test('a face is visible only where it is completely inside the photo', () => {
  const mesh = groundMesh(20, 20);
  const { faces, colours } = measureFaces(mesh, FROM_ABOVE);
  // From 10 above the photo shows 10 x 8: of the cells of 1, those at the very border touch the margin.
  assert.equal(faces.length, 2 * 8 * 6);
  assert.ok(colours.every((colour) => colour === 128));
});

test('a face behind a nearer one is occluded', () => {
  const ground = groundMesh(4, 8);
  const roof = groundMesh(1, 2).positions.map((value, at) => (at % 3 === 2 ? 2 : value));
  const mesh = {
    positions: Float32Array.of(...ground.positions, ...roof),
    indices: Uint32Array.of(
      ...ground.indices,
      ...groundMesh(1, 2).indices.map((v) => v + ground.positions.length / 3),
    ),
  };
  const seen = new Set(measureFaces(mesh, FROM_ABOVE).faces);
  const underRoof = 2 * (8 * 3 + 3);
  assert.ok(!seen.has(underRoof));
  assert.ok(seen.has(0));
  assert.ok(seen.has(ground.indices.length / 3));
});

test('the back of a face is not visible', () => {
  const mesh = groundMesh(4, 4);
  const reversed = { ...mesh, indices: mesh.indices.toReversed() };
  assert.equal(measureFaces(reversed, FROM_ABOVE).faces.length, 0);
});

test('a face behind a tie point of an object that the mesh lacks has a lower quality', () => {
  const mesh = groundMesh(4, 4);
  const { qualities } = measureFaces(mesh, { ...FROM_ABOVE, points: Float32Array.of(-1.5, -1.5, 1) });
  assert.ok(qualities[0]! < 0.2 * qualities.at(-1)!);
});

test('a photo has a lower quality where its depth map does not confirm a face, and the lowest where it is in front of it', () => {
  const mesh = groundMesh(4, 4);
  // Half the photo's size; its quarters: on the ground, unmeasured, before the ground, behind it.
  const [width, height] = [PHOTO.width / 2, PHOTO.height / 2];
  const depths = Float32Array.from({ length: width * height }, (_, pixel) => {
    const isRight = pixel % width >= width / 2;
    const isLower = pixel >= (width * height) / 2;
    return isLower ? (isRight ? 12 : 5) : isRight ? 0 : 10.1;
  });
  const qualities = (depthMap?: DepthMap) => measureFaces(mesh, { ...FROM_ABOVE, depthMap }).qualities;
  const plain = qualities();
  const shares = qualities({ width, height, depths }).map((quality, face) => quality / plain[face]!);
  // Rows of the mesh run up the photo.
  const [covered = 0, behind = 0, confirmed = 0, unmeasured = 0] = [0, 7, 24, 31].map((face) => shares[face]);
  assert.ok(Math.abs(confirmed - 1) < 1e-6, `${confirmed}`);
  assert.ok(unmeasured < 0.6 && Math.abs(behind - unmeasured) < 1e-6, `${unmeasured} ${behind}`);
  assert.ok(covered < 0.5 * unmeasured, `${covered}`);
});

test('depths of NaN count as unknown', () => {
  const mesh = groundMesh(4, 4);
  const depthsOf = (depth: number) => ({ width: 3, height: 2, depths: new Float32Array(6).fill(depth) });
  const [none, odd] = [0, Number.NaN].map(
    (depth) => measureFaces(mesh, { ...FROM_ABOVE, depthMap: depthsOf(depth) }).qualities,
  );
  assert.deepEqual(odd, none);
});
