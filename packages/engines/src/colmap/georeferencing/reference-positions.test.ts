import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LocalPhoto } from '../../local/workspaces/local-job.ts';
import { chooseReferences, referencesText } from './reference-positions.ts';

/** Metres. */
const SQUARE = [
  [0, 0],
  [40, 0],
  [40, 30],
  [0, 30],
] as const;

function photos(places: ([east: number, north: number] | undefined)[]): LocalPhoto[] {
  return places.map((place, index) => ({
    fileName: `${index}.jpg`,
    displayName: `photo ${index}`,
    width: 3,
    height: 2,
    cameraKey: 'one',
    position: place && { latitude: place[1] / 111_195, longitude: place[0] / 111_319, altitude: 100 },
  }));
}

function localPhotos(from: readonly [number, number, number], scale = 1): LocalPhoto[] {
  return photos(SQUARE.map(() => undefined)).map((photo, index) => {
    const [x, y] = SQUARE[index]!;
    return { ...photo, position: { x: from[0] + scale * x, y: from[1] + scale * y, z: from[2] } };
  });
}

test('the first photo with a position is the origin, and the others are metres away from it', () => {
  const chosen = photos([undefined, [0, 0], [40, 0], [0, 30]]);
  const references = chooseReferences(chosen);
  assert.ok(references);
  assert.deepEqual(references.frame, { type: 'enu', origin: chosen[1]?.position });
  const lines = referencesText(references).trim().split('\n');
  assert.equal(lines.length, 3);
  const [name, east, north] = (lines[1] ?? '').split(' ');
  assert.equal(name, '2.jpg');
  assert.ok(Math.abs(Number(east) - 40) < 0.1 && Math.abs(Number(north)) < 0.1, lines[1]);
});

test('local positions are the metres of the file, and large coordinates are less whole metres', () => {
  const near = chooseReferences(localPhotos([1000, -2000, 30]));
  assert.deepEqual(near?.frame, { type: 'model' });
  assert.deepEqual(
    [...near.metres.values()],
    SQUARE.map(([x, y]) => [1000 + x, y - 2000, 30]),
  );
  const far = chooseReferences(localPhotos([2_600_000.5, -1_200_000.25, 430]));
  assert.deepEqual(far?.frame, { type: 'model', offset: [2_600_000, -1_200_001, 0] });
  assert.deepEqual(far.metres.get('2.jpg'), [40.5, 30.75, 430]);
});

test('local positions may be those of a small object, which are surveyed as exactly; degrees are not metres', () => {
  assert.equal(chooseReferences(localPhotos([0, 0, 0], 100))?.maxErrorMetres, 10);
  const table = chooseReferences(localPhotos([0, 0, 0], 0.01));
  assert.ok(table && table.maxErrorMetres > 0.01 && table.maxErrorMetres < 0.03, `${table?.maxErrorMetres}`);
  assert.equal(chooseReferences(localPhotos([47.5, 8.5, 500], 1e-5)), undefined);
});

test('a model cannot be placed by two positions, one spot or one straight line', () => {
  const line = Array.from({ length: 10 }, (_, step): [number, number] => [20 * step, 10 * step]);
  const spot = Array.from({ length: 10 }, (_, step): [number, number] => [step % 2, step % 3]);
  assert.equal(chooseReferences(photos([[0, 0], [40, 0], undefined])), undefined);
  assert.equal(chooseReferences(photos(spot)), undefined);
  assert.equal(chooseReferences(photos(line)), undefined);
  assert.equal(chooseReferences(photos([undefined, undefined, undefined])), undefined);
});
