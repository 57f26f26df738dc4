import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId, newIds } from './ids.ts';

const NOW = new Date('2026-05-01T12:00:00Z');

test('ids of one moment sort in their order', () => {
  const ids = newIds(NOW, 1000);
  assert.equal(new Set(ids).size, 1000);
  assert.deepEqual([...ids].sort(), ids);
  for (const id of ids) assert.match(id, /^[0-9a-f]{24}$/);
  assert.equal(ids[0]?.slice(0, 12), newId(NOW).slice(0, 12));
  assert.deepEqual(newIds(NOW, 0), []);
});
