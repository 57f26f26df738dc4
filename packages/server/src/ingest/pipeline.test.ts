import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canMove, type ImageState } from '../images/image-state.ts';
import { ingestSteps } from './pipeline.ts';

test('the steps lead from Uploaded to Ready by legal moves, each state to one step', () => {
  const visited: ImageState[] = [];
  let state: ImageState = 'Uploaded';
  while (state !== 'Ready') {
    const [step, ...others] = ingestSteps.filter(({ from }) => from === state);
    assert.ok(step && others.length === 0, `${state} leads to ${others.length + (step ? 1 : 0)} steps`);
    assert.ok(canMove(step.from, step.to), `${step.from} may not become ${step.to}`);
    visited.push(state);
    state = step.to;
  }
  assert.equal(visited.length, ingestSteps.length);
});
