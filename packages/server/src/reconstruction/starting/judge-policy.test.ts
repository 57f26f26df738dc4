import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgePolicy } from './judge-policy.ts';

const NOW = new Date('2026-05-31T20:00:00Z');
const EARLIER = '2026-05-31T19:59:59.000Z';
const LATER = '2026-05-31T20:00:01.000Z';

test('without a condition, it begins once no photo is on its way', () => {
  assert.deepEqual(judge({}, [23, 1, 2]), { start: 'later' });
  assert.deepEqual(judge({}, [23, 0, 2]), {
    start: 'now',
    reason: 'All photos are checked: 23 of 25 are Ready; 2 are Invalid.',
  });
  assert.equal(judge({}, [0, 0, 0]).start, 'now');
});

test('a share counts all registered photos, and the others are not waited for', () => {
  assert.equal(judge({ minReadyPercent: 80 }, [79, 20, 1]).start, 'later');
  assert.deepEqual(judge({ minReadyPercent: 80 }, [80, 19, 1]), {
    start: 'now',
    reason:
      '80 of 100 photos are Ready (80 %); the requested share is 80 %; 19 are still being uploaded or checked, and left out; ' +
      '1 is Invalid.',
  });
  assert.equal(judge({ minReadyPercent: 100 }, [25, 0, 0]).start, 'now');
});

test('a share of too few photos waits for the next ones', () => {
  assert.equal(judge({ minReadyPercent: 50 }, [2, 2, 0]).start, 'later');
  assert.equal(judge({ minReadyPercent: 50 }, [2, 0, 0]).start, 'now');
});

test('a share that can not be reached any more ends the wait, unless there is a moment to wait for', () => {
  const never = judge({ minReadyPercent: 80 }, [79, 0, 21]);
  assert.equal(never.start, 'never');
  assert.match(never.start === 'never' ? never.reason : '', /^79 of 100 photos .* all photos are checked/);
  assert.equal(judge({ minReadyPercent: 80, startAt: LATER }, [79, 0, 21]).start, 'later');
});

test('a moment that has come starts with what is Ready, and not before', () => {
  assert.equal(judge({ startAt: LATER }, [25, 0, 0]).start, 'later');
  assert.deepEqual(judge({ startAt: EARLIER }, [20, 5, 0]), {
    start: 'now',
    reason:
      'At the requested time, 2026-05-31T19:59:59.000Z, 20 of 25 photos are Ready; ' +
      '5 are still being uploaded or checked, and left out.',
  });
  assert.equal(judge({ startAt: EARLIER }, [0, 5, 0]).start, 'now');
});

test('of both conditions, the first that comes true counts', () => {
  assert.equal(judge({ minReadyPercent: 50, startAt: LATER }, [5, 5, 0]).start, 'now');
  assert.equal(judge({ minReadyPercent: 90, startAt: EARLIER }, [5, 5, 0]).start, 'now');
  assert.equal(judge({ minReadyPercent: 90, startAt: LATER }, [5, 5, 0]).start, 'later');
});

function judge(policy: Parameters<typeof judgePolicy>[0], photos: [number, number, number]) {
  const [ready, inFlight, invalid] = photos;
  return judgePolicy(policy, { ready, inFlight, invalid }, NOW);
}
