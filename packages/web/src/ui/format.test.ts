import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatBytes, formatDistance, formatNumberOf, formatRoughly, formatSeconds } from './format.ts';

test('sizes keep three digits and change the unit before 1000', () => {
  assert.equal(formatBytes(0), '0 B');
  assert.equal(formatBytes(999), '999 B');
  assert.equal(formatBytes(1500), '1.5 kB');
  assert.equal(formatBytes(999_600), '1.0 MB');
  assert.equal(formatBytes(123_456_789), '123 MB');
});

test('seconds turn into minutes and hours', () => {
  assert.equal(formatSeconds(3.21), '3.2 s');
  assert.equal(formatSeconds(9.97), '10 s');
  assert.equal(formatSeconds(59.6), '1 min 0 s');
  assert.equal(formatSeconds(200), '3 min 20 s');
  assert.equal(formatSeconds(7500), '2 h 5 min');
});

test('a single thing is not plural', () => {
  assert.equal(formatNumberOf(1, 'photo'), '1 photo');
  assert.equal(formatNumberOf(1200, 'photo'), '1,200 photos');
});

test('rough times are shown rounded', () => {
  assert.equal(formatRoughly(4), 'a few seconds');
  assert.equal(formatRoughly(31), 'about 40 s');
  assert.equal(formatRoughly(58), 'about 1 min');
  assert.equal(formatRoughly(87), 'about 90 s');
  assert.equal(formatRoughly(115), 'about 2 min');
  assert.equal(formatRoughly(200), 'about 3 min');
  assert.equal(formatRoughly(3580), 'about 1 h');
  assert.equal(formatRoughly(7700), 'about 2 h 10 min');
});

test('residuals keep their sign and their millimetres', () => {
  assert.equal(formatDistance(-0.0042), '−4 mm');
  assert.equal(formatDistance(0.123), '12.3 cm');
  assert.equal(formatDistance(-2.5), '−2.5 m');
});
