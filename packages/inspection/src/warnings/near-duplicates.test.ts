import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findNearDuplicates, type Likeness } from './near-duplicates.ts';

const HASH = 0x0123456789abcdefn;

/** A hash that differs from `HASH` in the bits of these numbers. */
function flipped(...bits: number[]): string {
  return bits
    .reduce((hash, bit) => hash ^ (1n << BigInt(bit)), HASH)
    .toString(16)
    .padStart(16, '0');
}

test('seven bits are found wherever they lie, eight are too many', () => {
  const first = { id: 'first', hash: flipped() };
  for (let start = 0; start < 64; start++) {
    const bits = Array.from({ length: 7 }, (_, at) => (start + at * 9) % 64);
    assert.deepEqual(findNearDuplicates([first, { id: 'b', hash: flipped(...bits) }]), [
      { id: 'b', of: 'first', bits: 7 },
    ]);
    const one = Array.from({ length: 8 }, (_, at) => (start + at * 7) % 64);
    assert.deepEqual(findNearDuplicates([first, { id: 'b', hash: flipped(...one) }]), []);
  }
});

test('photos that look alike are two where they were taken apart', () => {
  const at = (id: string, latitude: number | undefined, seconds?: number): Likeness => ({
    id,
    hash: flipped(),
    ...(latitude !== undefined && { position: { latitude, longitude: 8 } }),
    seconds,
  });
  const found = (...photos: Likeness[]) => findNearDuplicates(photos).map(({ id, of }) => `${id} of ${of}`);
  assert.deepEqual(found(at('a', 47), at('b', 47.00005)), ['b of a'], '6 m');
  assert.deepEqual(found(at('a', 47), at('b', 47.0002)), [], '22 m');
  assert.deepEqual(found(at('a', 47, 0), at('b', 47, 9000)), ['b of a'], 'hours later on the same spot');
  assert.deepEqual(found(at('a', undefined, 0), at('b', undefined, 9000)), [], 'no position, hours later');
  assert.deepEqual(found(at('a', 47, 0), at('b', undefined, 10)), ['b of a']);
  assert.deepEqual(found(at('a', 47), at('b', 47.0002), at('c', 47.0002)), ['c of b']);
});

test('10,000 photos that all look alike cost seconds at most', () => {
  const photos = Array.from({ length: 10_000 }, (_, at): Likeness => {
    return { id: String(at), hash: flipped(at % 64), position: { latitude: at / 1000, longitude: 8 } };
  });
  const began = performance.now();
  assert.deepEqual(findNearDuplicates(photos), []);
  assert.ok(performance.now() - began < 5000);
});
