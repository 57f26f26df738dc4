import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Task } from '../api/fetch-project.ts';
import { overallPercent, standingOf, taskSeconds } from './task-progress.ts';

const task: Task = {
  id: 't',
  state: 'Processing',
  quality: 'preview',
  createdDate: '2026-03-01T12:00:00.000Z',
  startDate: '2026-03-01T12:00:00.000Z',
  endDate: null,
  queueing: null,
  step: 3,
  totalSteps: 8,
  stepName: 'Matching',
  percent: 50,
  error: null,
  result: null,
  steps: [],
};

test('the share done counts the ended steps and the part of the running one', () => {
  assert.equal(overallPercent(task), 31.25);
  assert.equal(overallPercent({ ...task, step: 0, percent: 0 }), 0);
  assert.equal(overallPercent({ ...task, state: 'Done' }), 100);
});

test('a waiting task says how many are before it', () => {
  assert.match(standingOf({ ...task, state: 'Pending', queueing: 1 }), /^One task/);
  assert.match(standingOf({ ...task, state: 'Pending', queueing: 3 }), /^3 tasks/);
  assert.match(standingOf({ ...task, state: 'Pending', queueing: 0 }), /in a moment/);
  assert.equal(standingOf(task), 'Step 3 of 8');
});

test('a task has a duration once it has ended', () => {
  assert.equal(taskSeconds(task), null);
  assert.equal(taskSeconds({ ...task, endDate: '2026-03-01T12:01:30.000Z' }), 90);
});
