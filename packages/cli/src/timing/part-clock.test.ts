import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startPartClock } from './part-clock.ts';

test('the parts, the time between them and the total add up, in aligned columns', () => {
  let seconds = 0;
  const clock = startPartClock(() => seconds * 1000);
  seconds = 2;
  clock.ended('start');
  seconds = 80;
  clock.took('Image matching', 75);
  assert.deepEqual(clock.table(), [
    '  start                2.0 s',
    '  Image matching  1 min 15 s',
    '  between these        3.0 s',
    '  in all          1 min 20 s',
  ]);
});
