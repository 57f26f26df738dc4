import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatBytes, formatSeconds, formatShare, shareOf } from './format-amount.ts';

test('bytes are shown in the unit in which the number is below a thousand', () => {
  const shown = [0, 999, 1000, 1_849_000, 99_400_000, 310_400_000, 999_600_000].map(formatBytes);
  assert.deepEqual(shown, ['0 B', '999 B', '1.0 kB', '1.8 MB', '99.4 MB', '310 MB', '1.0 GB']);
});

test('durations are shown in units that people use', () => {
  const shown = [0.04, 9.94, 9.96, 59.4, 59.6, 200, 3900].map(formatSeconds);
  assert.deepEqual(shown, ['0.0 s', '9.9 s', '10 s', '59 s', '1 min 0 s', '3 min 20 s', '1 h 5 min']);
});

test('a share of bytes is shown in the unit of the whole', () => {
  assert.equal(formatShare('bytes', 500_000, 64_900_000), '0.5 of 64.9 MB');
  assert.equal(formatShare('photos', 2, 18), '2 of 18 photos');
  assert.equal(formatShare('percent', 40, 100), '');
});

test('nothing to do counts as done', () => {
  assert.equal(shareOf(0, 0), 1);
  assert.equal(shareOf(1, 4), 0.25);
});
