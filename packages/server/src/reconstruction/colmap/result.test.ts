import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_TASK_OPTIONS } from '../../projects/task-options.ts';
import { resultOf } from './result.ts';

test("a result's notes begin with where the photos' facts come from", () => {
  const facts = {
    registered: [],
    points: 1,
    reprojectionErrorPixels: 0.5,
    faces: 1,
    frame: { type: 'local' as const },
    notes: ['2 photos could not be placed.'],
  };
  const job = {
    workKey: 'a',
    seriesKey: 's',
    options: { ...DEFAULT_TASK_OPTIONS, engine: 'colmap' },
    photos: [],
  };
  const notes = ['Positions of 12 photos come from pose.txt.'];
  assert.deepEqual(resultOf({ ...job, notes }, facts).notes, [...notes, ...facts.notes]);
  assert.deepEqual(resultOf(job, facts).notes, facts.notes);
});
