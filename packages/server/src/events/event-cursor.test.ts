import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEventCursors } from './event-cursor.ts';

const cursors = createEventCursors('a secret');
const NEXT = { stamp: 1_000_001, id: 2_000_001 };

test('a cursor leads back to its place in its own project, and is the same each time', () => {
  for (const position of [{ stamp: 0, id: 0 }, NEXT, { stamp: 2 ** 48 - 1, id: 2 ** 48 - 1 }]) {
    const cursor = cursors.format('p', position);
    assert.deepEqual(cursors.parse('p', cursor), position);
    assert.equal(cursors.format('p', position), cursor);
    assert.throws(() => cursors.parse('q', cursor), /not an event cursor of this project/);
    assert.throws(() => createEventCursors('another').parse('p', cursor), /not an event cursor/);
  }
});

test('neighbouring places have nothing in common, in one project or in two', () => {
  const places = [NEXT, { ...NEXT, id: NEXT.id + 1 }, { ...NEXT, stamp: NEXT.stamp + 1 }];
  const all = [...places.map((place) => cursors.format('p', place)), cursors.format('q', NEXT)];
  for (const [index, one] of all.entries()) {
    for (const other of all.slice(index + 1)) {
      const same = [...one].filter((digit, at) => digit === other[at]).length;
      assert.ok(same < 12, `${one} ${other}`);
    }
  }
});

test('cursors that counted, of earlier servers, are answered with the remedy', () => {
  assert.throws(() => cursors.parse('p', '1234_99'), { code: 'CURSOR_EXPIRED' });
  assert.throws(() => cursors.parse('p', '1234-99'), { code: 'BAD_INPUT' });
});
