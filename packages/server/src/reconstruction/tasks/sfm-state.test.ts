import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sfmStateOf } from './sfm-state.ts';

const STEP = { name: 'Structure from motion', seconds: 5 };
const TASK = { state: 'Processing', steps: [], stepName: 'Image matching', expectedSteps: [STEP] } as const;

test('structure from motion waits, runs, is done, or was never reached', () => {
  const of = (change: object) => sfmStateOf({ ...TASK, steps: [], expectedSteps: [STEP], ...change });
  assert.equal(of({}), 'Pending');
  assert.equal(of({ stepName: STEP.name }), 'Processing');
  assert.equal(of({ stepName: STEP.name, state: 'Failed' }), 'Failed');
  assert.equal(of({ stepName: 'Meshing', steps: [STEP], state: 'Failed' }), 'Done');
  assert.equal(of({ state: 'Stopped' }), 'Stopped');
  assert.equal(of({ expectedSteps: null }), undefined, 'the engine has no such step, or nothing tells');
});
