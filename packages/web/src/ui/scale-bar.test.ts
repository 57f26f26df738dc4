import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scaleBar } from './scale-bar.ts';

test('the bar is a round length that fits', () => {
  assert.deepEqual(scaleBar(0.1, 120), { metres: 10, pixels: 100, label: '10 m' });
  assert.deepEqual(scaleBar(0.5, 120), { metres: 50, pixels: 100, label: '50 m' });
  assert.equal(scaleBar(0.002, 120).label, '20 cm');
  assert.equal(scaleBar(20, 120).label, '2 km');
  assert.equal(scaleBar(0.00002, 120).label, '2 mm');
});
