import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addLines, lastOf, MAX_LINES, NO_LINES } from './log-lines.ts';

const lines = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    number: from + index,
    text: `line ${from + index}`,
  }));

test('new lines are appended to the old ones, each once', () => {
  const first = addLines(NO_LINES, { lines: lines(1, 3), lastNumber: 3 });
  const second = addLines(first, { lines: lines(3, 5), lastNumber: 5 });
  assert.deepEqual(second.lines, lines(1, 5));
  assert.equal(second.cut, false);
  assert.equal(second.behind, false);
});

test('a long log keeps only its newest lines, and says so', () => {
  const first = addLines(NO_LINES, { lines: lines(1, MAX_LINES), lastNumber: 2500 });
  assert.equal(first.behind, true);
  const { lines: kept, cut } = addLines(first, { lines: lines(MAX_LINES + 1, 1500), lastNumber: 1500 });
  assert.equal(kept.length, MAX_LINES);
  assert.equal(kept[0]?.number, 501);
  assert.equal(cut, true);
});

test('nothing new leaves everything as it is', () => {
  const first = addLines(NO_LINES, { lines: lines(7, 9), lastNumber: 9 });
  const second = addLines(first, { lines: [], lastNumber: 9 });
  assert.deepEqual(second.lines, lines(7, 9));
  assert.equal(lastOf(second), 9);
  assert.equal(lastOf(NO_LINES), null);
});
