import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TaskProgress } from '../api/reconstruction-calls.ts';
import type { StartStanding } from '../api/start-calls.ts';
import { waitForStart } from './wait-for-start.ts';

const earlier: TaskProgress = {
  id: 'earlier',
  state: 'Done',
  quality: 'standard',
  queueing: null,
  step: 3,
  totalSteps: 3,
  stepName: null,
  percent: 100,
  error: null,
  startReason: null,
  result: null,
  steps: [],
};
const begun: TaskProgress = { ...earlier, id: 'begun', state: 'Pending' };

test('a reconstruction that has begun by itself is found among the earlier ones', async () => {
  const task = await follow([
    { waiting: true, tasks: [earlier] },
    { waiting: false, tasks: [begun, earlier] },
  ]);
  assert.equal(task?.id, 'begun');
});

test('a start that was taken back is waited for no longer', async () => {
  assert.equal(
    await follow([
      { waiting: true, tasks: [] },
      { waiting: false, tasks: [earlier] },
    ]),
    undefined,
  );
});

function follow(answers: StartStanding[]) {
  const client = { findWaitingStart: async () => answers.shift() ?? assert.fail('asked too often') };
  return waitForStart({ client, projectId: 'p', earlier: new Set(['earlier']), pollEveryMs: 1 });
}
