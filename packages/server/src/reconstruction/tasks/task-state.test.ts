import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runningStates, taskMoves } from './task-state.ts';

test('a task that waits or runs can always fail or be stopped, so that none runs for ever', () => {
  for (const state of runningStates) {
    for (const end of ['Failed', 'Stopped']) assert.ok((taskMoves[state] as readonly string[]).includes(end));
  }
});

test('a task that has ended never moves again', () => {
  assert.deepEqual(taskMoves.Done, []);
  assert.deepEqual(taskMoves.Failed, []);
  assert.deepEqual(taskMoves.Stopped, []);
});

test('a task is only Done after it was Processing', () => {
  assert.ok(!(taskMoves.Pending as readonly string[]).includes('Done'));
});
