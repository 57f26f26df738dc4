import assert from 'node:assert/strict';
import { test } from 'node:test';
import { balanceExposures } from './balance-exposures.ts';

test('a photo taken darker than the others is brightened to match them', () => {
  const faceCount = 50;
  const factors = [1, 0.7, 1];
  const gains = balanceExposures(
    {
      starts: Uint32Array.from({ length: faceCount + 1 }, (_, face) => 3 * face),
      views: Uint16Array.from({ length: 3 * faceCount }, (_, entry) => entry % 3),
      qualities: new Float32Array(3 * faceCount).fill(1),
      colours: Uint8ClampedArray.from(
        { length: 9 * faceCount },
        (_, i) => (100 + Math.floor(i / 9)) * factors[Math.floor(i / 3) % 3]!,
      ),
    },
    3,
  );
  for (const channel of [0, 1, 2] as const) {
    assert.ok(Math.abs(gains[1]![channel] / gains[0]![channel] - 1 / 0.7) < 0.01);
    assert.ok(Math.abs(gains[2]![channel] / gains[0]![channel] - 1) < 0.01);
  }
});
