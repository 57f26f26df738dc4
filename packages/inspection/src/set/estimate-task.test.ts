import assert from 'node:assert/strict';
import { test } from 'node:test';
import { estimateTasks } from './estimate-task.ts';
import { flyGrid, takePhotos } from './planned-flight.fixture.ts';
import type { PastTask } from './set-photo.ts';

const photos = takePhotos(flyGrid(10, 10));

test('before the first task, measured figures stand in', () => {
  const [preview, standard] = estimateTasks(photos, true, []);
  assert.deepEqual([preview?.learntFrom, standard?.learntFrom], [0, 0]);
  assert.ok((preview?.seconds ?? 0) > 100 && (preview?.seconds ?? 0) < 1000);
  assert.ok((standard?.seconds ?? 0) > (preview?.seconds ?? 0));
  assert.ok((preview?.memory ?? 0) > 1e9 && (preview?.disk ?? 0) > 1e8);
});

test('times are learnt step by step, and an odd task does not spoil them', () => {
  const history = [10, 20, 40, 80, 60].map((count) => pastTask(count, 5 + 2 * count));
  history.push(pastTask(50, 5000));
  const [preview] = estimateTasks(photos, true, history);
  assert.equal(preview?.learntFrom, 6);
  const seconds = preview?.steps[0]?.seconds ?? 0;
  assert.ok(Math.abs(seconds / 205 - 1) < 0.1, String(seconds));
  assert.equal(preview?.steps[1]?.seconds, 3);
});

test('from tasks of one size the time grows with the photos', () => {
  const [preview] = estimateTasks(photos, true, [pastTask(50, 100)]);
  assert.equal(preview?.steps[0]?.seconds, 200);
});

test('a quality that was never run is as slow as the others were here', () => {
  const [, slow] = estimateTasks(photos, true, [pastTask(50, 10_000)]);
  const [, typical] = estimateTasks(photos, true, []);
  assert.ok((slow?.seconds ?? 0) > 2 * (typical?.seconds ?? 0));
  assert.equal(slow?.learntFrom, 1);
});

function pastTask(count: number, featureSeconds: number): PastTask {
  return {
    quality: 'preview',
    photos: count,
    positioned: true,
    steps: [
      { name: 'Feature extraction', seconds: featureSeconds },
      { name: 'Meshing', seconds: 3 },
    ],
  };
}
