import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pace } from './pace.ts';
import { Seats } from './seats.ts';

test('each holder has its own seats, and one that is given back twice is free once', () => {
  const seats = new Seats(2);
  const first = seats.take('a');
  assert.ok(first && seats.take('a') && seats.take('b'));
  assert.equal(seats.take('a'), undefined);
  first();
  first();
  assert.ok(seats.take('a'));
  assert.equal(seats.take('a'), undefined);
});

test('a pace allows a burst, and from then on its rate', () => {
  let nowMs = 0;
  const pace = new Pace({ atOnce: 3, perSecond: 2 }, () => nowMs);
  const takeAll = () => Array.from({ length: 5 }, () => pace.take()).filter(Boolean).length;
  assert.equal(takeAll(), 3);
  nowMs += 1000;
  assert.equal(takeAll(), 2);
  nowMs += 3_600_000;
  assert.equal(takeAll(), 3);
});
