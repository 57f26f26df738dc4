import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  featureProgress,
  fusionProgress,
  mapperProgress,
  patchMatchProgress,
  undistortProgress,
} from './parse-progress.ts';

test('the extractor tells how many files are done', () => {
  assert.equal(featureProgress('Processed file [3/12]'), 0.25);
  assert.equal(featureProgress('  Name:            DJI_0021.JPG'), undefined);
});

test('the mapper tells how many photos have their place, which a later model cannot push over the end', () => {
  const progress = mapperProgress(18);
  assert.equal(progress('Registering image #10 (9)'), 0.5);
  assert.equal(progress('Registering image #10 (40)'), 1);
  assert.equal(progress('  => Image sees 233 / 1043 points'), undefined);
});

test('the undistorter tells which photo is done', () => {
  assert.equal(undistortProgress('Undistorting image [11/11]'), 1);
  assert.equal(undistortProgress('Undistorting image [0/0]'), undefined);
});

test('newer versions tell in other words how many photos have their place', () => {
  const line =
    'I20260625 10:11:12.131415 140 incremental_pipeline.cc:412] Registering image #10 (num_reg_frames=9)';
  assert.equal(mapperProgress(18)(line), 0.5);
});

test('each photo is worked on twice for its depth, and then fused', () => {
  const progress = patchMatchProgress();
  const views = ['1 / 2 for a', '2 / 2 for b', '1 / 2 for a', '2 / 2 for b'];
  assert.deepEqual(
    views.map((view) => progress(`Processing view ${view}.jpg`)),
    [0, 0.25, 0.5, 0.75],
  );
  assert.equal(progress('Sweep 1: 0.2014s'), undefined);
  assert.equal(fusionProgress('Fusing image [6/12] with index 5 in 0.213s (5612 points)'), 0.5);
});
