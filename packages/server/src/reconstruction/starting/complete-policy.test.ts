import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completePolicy } from './complete-policy.ts';

const NOW = new Date('2026-05-31T20:00:00Z');

test('what is left out stays out, and moments are kept in one zone', () => {
  assert.deepEqual(completePolicy(null, NOW).policy, {});
  assert.deepEqual(completePolicy({ minReadyPercent: null, startAt: '' }, NOW).policy, {});
  assert.deepEqual(completePolicy({ minReadyPercent: 0.5, startAt: '2026-06-01T00:30+02:00' }, NOW).policy, {
    minReadyPercent: 0.5,
    startAt: '2026-05-31T22:30:00.000Z',
  });
});

test('shares and moments that nothing can wait for are refused by name', () => {
  for (const minReadyPercent of [0, -1, 100.5, Number.NaN]) {
    const { problem } = completePolicy({ minReadyPercent }, NOW);
    assert.deepEqual([problem?.name, problem?.option], ['InvalidOptions', 'minReadyPercent']);
  }
  for (const startAt of ['tonight', '2026-06-01T00:30', '2026-13-01T00:00:00Z', '2027-05-31T20:00:00Z']) {
    const { problem } = completePolicy({ startAt }, NOW);
    assert.deepEqual([problem?.name, problem?.option], ['InvalidOptions', 'startAt'], startAt);
    assert.match(problem?.message ?? '', /^startAt: .+\.$/);
  }
});
