import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_TASK_OPTIONS } from '../../port/task-options.ts';
import { describeLeftOutPhotos, leftOutPhotos } from './left-out-photos.ts';

const photos = Array.from({ length: 12 }, (_, index) => ({
  fileName: `${index}.jpg`,
  displayName: `DSC_${index}`,
  width: 3,
  height: 2,
  cameraKey: 'one',
}));
const job = { workKey: 'a', seriesKey: 's', options: { ...DEFAULT_TASK_OPTIONS, engine: 'colmap' }, photos };

function registeredBut(leftOut: number): string[] {
  return photos.slice(leftOut).map(({ fileName }) => fileName);
}

test('photos left out are named as their owner knows them', () => {
  assert.deepEqual(leftOutPhotos(job, registeredBut(2)), ['DSC_0', 'DSC_1']);
  assert.deepEqual(describeLeftOutPhotos(job, registeredBut(2), 1), [
    '2 of 12 photos could not be registered and were left out: DSC_0, DSC_1.',
  ]);
  assert.deepEqual(describeLeftOutPhotos(job, registeredBut(0), 1), []);
});

test('many names become a number, and several parts are told', () => {
  const [note = '', parts = ''] = describeLeftOutPhotos(job, registeredBut(8), 2);
  assert.match(note, /DSC_4 and 3 more\.$/);
  assert.match(parts, /gave 2 separate models/);
});
