import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IDENTITY, type Similarity } from '@tiepoint/scene';
import { type PlacedCamera, placeByPositions } from './place-by-positions.ts';

/** Metres; cameras look down. */
const PLACES = [0, 1, 2, 3, 4, 5].map(
  (step) => [40 * (step % 3), 30 * Math.floor(step / 3), 5 * (step % 2)] as const,
);
const DOWN = [1, 0, 0, 0, -1, 0, 0, 0, -1] as const;
const CAMERAS = PLACES.map(([x, y, z], index): PlacedCamera => {
  return { fileName: `${index}.jpg`, centre: [x / 10, y / 10, z / 10], cameraFromWorld: DOWN };
});

function photosAt(from: readonly [number, number, number], scale = 1) {
  return PLACES.map(([x, y, z], index) => ({
    ...{ fileName: `${index}.jpg`, displayName: `photo ${index}`, width: 3, height: 2, cameraKey: 'one' },
    position: { x: from[0] + scale * x, y: from[1] + scale * y, z: from[2] + scale * z },
  }));
}

function assertSimilar({ scale, rotation, translation }: Similarity, expected: Similarity): void {
  const numbers = [scale, ...rotation, ...translation];
  const right = [expected.scale, ...expected.rotation, ...expected.translation];
  for (const [index, value] of numbers.entries())
    assert.ok(Math.abs(value - right[index]!) < 1e-6, `${numbers}`);
}

test('local positions are the metres of the file, and large coordinates are less whole metres', () => {
  const near = placeByPositions(CAMERAS, photosAt([1000, -2000, 30])).placed;
  assert.deepEqual(near?.frame, { type: 'model' });
  assertSimilar(near.similarity, { ...IDENTITY, scale: 10, translation: [1000, -2000, 30] });
  const { placed: far, notes } = placeByPositions(CAMERAS, photosAt([2_600_000.5, -1_200_000.25, 430]));
  assert.deepEqual(far?.frame, { type: 'model', offset: [2_600_040, -1_199_986, 0] });
  assert.match(notes.join(' '), /less the offset 2600040 -1199986 0/);
  assertSimilar(far.similarity, { ...IDENTITY, scale: 10, translation: [-39.5, -14.25, 430] });
});

test('local positions may be those of a small object, whose tolerance is a share of it', () => {
  const { placed } = placeByPositions(CAMERAS, photosAt([0, 0, 0], 0.01));
  assert.ok(placed && placed.report.toleranceMetres < 0.03, JSON.stringify(placed));
  assertSimilar(placed.similarity, { ...IDENTITY, scale: 0.1 });
});

test('without any position there is nothing to say, and a note says why positions are not used', () => {
  const photos = photosAt([0, 0, 0]);
  const without = photos.map((photo) => ({ ...photo, position: undefined }));
  assert.deepEqual(placeByPositions(CAMERAS, without), { notes: [] });
  assert.match(placeByPositions([], photos).notes.join(), /none of the photos with a position/);
});

test('cameras on their heads whose positions fit no other way are placed, and a note asks to look', () => {
  // Heights differ too much for a mirrored plane.
  const places = PLACES.map(([x, y], index) => [x, y, [0, 50, 10, 60, 20, 30][index]!] as const);
  const north = [-1, 0, 0, 0, 0, 1, 0, 1, 0] as const;
  const east = [0, 1, 0, 0, 0, 1, 1, 0, 0] as const;
  const onHeads = places.map(([x, y, z], index): PlacedCamera => {
    const cameraFromWorld = index % 2 === 0 ? north : east;
    return { fileName: `${index}.jpg`, centre: [x, y, z], cameraFromWorld };
  });
  const photos = photosAt([0, 0, 0]).map((photo, index) => {
    const [x, y, z] = places[index]!;
    return { ...photo, position: { x, y, z } };
  });
  const { placed, notes } = placeByPositions(onHeads, photos);
  assert.ok(placed, notes.join());
  assert.match(notes.join(' '), /upside down/);
});
