import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fillGaps } from './fill-gaps.ts';
import { emptyPage } from './page.ts';

test('empty pixels take the colour of the texture next to them, which stays as it is', () => {
  const page = emptyPage({ width: 48, height: 32 });
  const paint = (x: number, y: number, colour: number[]) => {
    page.owners[y * 48 + x] = 1;
    page.pixels.set(colour, 3 * (y * 48 + x));
  };
  for (let y = 8; y < 16; y++) for (let x = 8; x < 16; x++) paint(x, y, [200, 100, 50]);
  for (let y = 8; y < 16; y++) for (let x = 32; x < 40; x++) paint(x, y, [0, 0, 255]);
  fillGaps(page);
  const at = (x: number, y: number) => [...page.pixels.subarray(3 * (y * 48 + x), 3 * (y * 48 + x) + 3)];
  assert.deepEqual(at(10, 10), [200, 100, 50]);
  assert.deepEqual(at(7, 10), [200, 100, 50]);
  assert.deepEqual(at(41, 12), [0, 0, 255]);
});
