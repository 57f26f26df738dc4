import assert from 'node:assert/strict';
import { test } from 'node:test';
import { queueTimes, remainingSeconds, type TaskCourse } from './remaining-time.ts';

const now = new Date('2026-05-01T12:00:00Z');
const EXPECTED_STEPS = [
  { name: 'Look', seconds: 100 },
  { name: 'Think', seconds: 200 },
  { name: 'Draw', seconds: 300 },
];
const FRESH: TaskCourse = {
  state: 'Processing',
  expectedSteps: EXPECTED_STEPS,
  steps: [],
  stepName: null,
  percent: 0,
  stepStartedAt: null,
};

test('a task that has just begun takes what earlier ones took', () => {
  assert.equal(remainingSeconds(FRESH, now), 600);
});

test('a task that runs twice as slowly as expected is expected to go on like that', () => {
  const steps = [{ name: 'Look', seconds: 200 }];
  const rest = remainingSeconds({ ...FRESH, steps, stepName: 'Look', percent: 100 }, now) ?? 0;
  assert.ok(rest > 750 && rest < 1000, `${rest}`);
});

test('steps that an earlier task had done say nothing of the pace', () => {
  const steps = [{ name: 'Look', seconds: 1000, reused: true }];
  assert.equal(remainingSeconds({ ...FRESH, steps }, now), 500);
});

test('the further a step is, the more its own percentages count', () => {
  const running = { ...FRESH, steps: [{ name: 'Look', seconds: 100 }], stepName: 'Think' };
  const at = (percent: number, elapsedSeconds: number) =>
    remainingSeconds(
      { ...running, percent, stepStartedAt: new Date(now.getTime() - elapsedSeconds * 1000) },
      now,
    );
  assert.equal(at(50, 100), 400);
  // Ten times as slow: 100 s more by its own account, 10 by the plan.
  assert.equal(Math.round(at(90, 900) ?? 0), 300 + 90 + 2);
  // Without percentages its time goes by, but never to nothing.
  assert.equal(at(0, 50), 450);
  assert.equal(at(0, 5000), 320);
});

test('nothing is said where no earlier task tells', () => {
  assert.equal(remainingSeconds({ ...FRESH, expectedSteps: null }, now), null);
  assert.equal(remainingSeconds({ ...FRESH, stepName: 'Something new' }, now), null);
  assert.equal(remainingSeconds({ ...FRESH, state: 'Done' }, now), null);
});

test('a task that waits begins when those before it have ended', () => {
  const waiting = { ...FRESH, state: 'Pending' } as const;
  const tasks = [
    { ...FRESH, id: 'a' },
    { ...waiting, id: 'b' },
    { ...waiting, id: 'c' },
    { ...waiting, id: 'd', expectedSteps: null },
    { ...waiting, id: 'e' },
  ];
  assert.deepEqual(
    [...queueTimes(tasks, now)],
    [
      ['b', { before: 0, startsInSeconds: 600, endsInSeconds: 1200 }],
      ['c', { before: 1, startsInSeconds: 1200, endsInSeconds: 1800 }],
      ['d', { before: 2, startsInSeconds: 1800, endsInSeconds: null }],
      ['e', { before: 3, startsInSeconds: null, endsInSeconds: null }],
    ],
  );
});
