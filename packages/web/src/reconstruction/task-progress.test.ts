import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Task, TaskResult } from '../api/fetch-project.ts';
import { overallPercent, placementOf, standingOf, taskSeconds, timeLeftOf } from './task-progress.ts';

const TASK: Task = {
  id: 't',
  state: 'Processing',
  options: {
    quality: 'preview',
    engine: 'colmap',
    maxImageSize: null,
    matcher: 'auto',
    cameraSharing: 'auto',
    coordinateSystem: 'local',
    altitudesAbove: null,
    targetFaces: null,
  },
  startReason: null,
  missingPhotos: null,
  createdDate: '2026-03-01T12:00:00.000Z',
  startDate: '2026-03-01T12:00:00.000Z',
  endDate: null,
  queueing: null,
  step: 3,
  totalSteps: 8,
  stepName: 'Matching',
  percent: 50,
  error: null,
  remainingSeconds: null,
  expectedStartSeconds: null,
  result: null,
  steps: [],
};
const RESULT: TaskResult = {
  photos: 9,
  registered: 9,
  points: 1000,
  reprojectionError: 0.8,
  faces: 20_000,
  georeferenced: true,
  inLocalFrame: false,
  controlPointRms: null,
  checkpointRms: null,
  controlPoints: [],
  notes: [],
};

test('the share done counts the ended steps and the part of the running one', () => {
  assert.equal(overallPercent(TASK), 31.25);
  assert.equal(overallPercent({ ...TASK, step: 0, percent: 0 }), 0);
  assert.equal(overallPercent({ ...TASK, state: 'Done' }), 100);
});

test('a queued task shows how many are ahead of it', () => {
  assert.equal(standingOf({ ...TASK, state: 'Pending', queueing: 1 }), '1 task ahead');
  assert.equal(standingOf({ ...TASK, state: 'Pending', queueing: 3 }), '3 tasks ahead');
  const next: Task = { ...TASK, state: 'Pending', queueing: 0 };
  assert.equal(standingOf({ ...next, expectedStartSeconds: 0 }), 'Starts in a moment');
  assert.equal(
    standingOf({ ...next, expectedStartSeconds: 90 }),
    'Next in the queue',
    'after the running one',
  );
  assert.equal(standingOf(TASK), 'Step 3 of 8 · 31 %');
});

test('the remaining time is shown if known', () => {
  assert.equal(timeLeftOf(TASK), null);
  assert.equal(timeLeftOf({ ...TASK, remainingSeconds: 200 }), 'About 3 min left');
  const waiting: Task = { ...TASK, state: 'Pending', queueing: 2 };
  assert.equal(timeLeftOf(waiting), null);
  assert.equal(
    timeLeftOf({ ...waiting, expectedStartSeconds: 200, remainingSeconds: 500 }),
    'Starts in about 3 min, done in about 8 min',
  );
  assert.equal(
    timeLeftOf({ ...waiting, queueing: 0, expectedStartSeconds: 0, remainingSeconds: 500 }),
    'Done in about 8 min',
  );
});

test('a task has a duration once it has ended', () => {
  assert.equal(taskSeconds(TASK), null);
  assert.equal(taskSeconds({ ...TASK, endDate: '2026-03-01T12:01:30.000Z' }), 90);
});

test('a model shows its coordinate system and how it was georeferenced', () => {
  assert.equal(placementOf({ ...TASK, result: { ...RESULT, georeferenced: false } }), 'Without scale');
  assert.equal(placementOf({ ...TASK, result: RESULT }), 'Metres, by GPS');
  // In a custom frame.
  const inLocalFrame = { ...RESULT, georeferenced: false, inLocalFrame: true };
  assert.equal(placementOf({ ...TASK, result: inLocalFrame }), 'Metres, in your local frame');
  const ownFrame = { ...inLocalFrame, controlPointRms: { horizontal: 0.01, vertical: 0.02 } };
  assert.equal(placementOf({ ...TASK, result: ownFrame }), 'Metres, by control points');
  const options = { ...TASK.options, coordinateSystem: 'EPSG:32633' };
  const controlPointRms = { horizontal: 0.01, vertical: 0.02 };
  assert.equal(
    placementOf({ ...TASK, options, result: { ...RESULT, controlPointRms } }),
    'EPSG:32633, by control points',
  );
});
