import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LocalPhoto } from '../../local/workspaces/local-job.ts';
import { chooseReferences, referencesText } from './reference-positions.ts';

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

test('the first photo with a position is the origin, and the others are metres away from it', () => {
  const chosen = photos([undefined, [0, 0], [40, 0], [0, 30]]);
  const references = chooseReferences(chosen);
  assert.ok(references);
  assert.deepEqual(references.origin, chosen[1]?.position);
  const lines = referencesText(references).trim().split('\n');
  assert.equal(lines.length, 3);
  const [name, east, north] = (lines[1] ?? '').split(' ');
  assert.equal(name, '2.jpg');
  assert.ok(Math.abs(Number(east) - 40) < 0.1 && Math.abs(Number(north)) < 0.1, lines[1]);
});

test('a model cannot be placed by two positions, one spot or one straight line', () => {
  const line = Array.from({ length: 10 }, (_, step): [number, number] => [20 * step, 10 * step]);
  const spot = Array.from({ length: 10 }, (_, step): [number, number] => [step % 2, step % 3]);
  assert.equal(chooseReferences(photos([[0, 0], [40, 0], undefined])), undefined);
  assert.equal(chooseReferences(photos(spot)), undefined);
  assert.equal(chooseReferences(photos(line)), undefined);
  assert.equal(chooseReferences(photos([undefined, undefined, undefined])), undefined);
});
