import assert from 'node:assert/strict';
import { test } from 'node:test';
import { featureProgress, mappingProgress, undistortProgress } from './parse-progress.ts';

test('the extractor tells how many files are done', () => {
  assert.equal(featureProgress('Processed file [3/12]'), 0.25);
  assert.equal(featureProgress('  Name:            DJI_0021.JPG'), undefined);
});

test('the mapper tells how many photos have their place, which a later model cannot push over the end', () => {
  const progress = mappingProgress(18);
  assert.equal(progress('Registering image #10 (9)'), 0.5);
  assert.equal(progress('Registering image #10 (40)'), 1);
  assert.equal(progress('  => Image sees 233 / 1043 points'), undefined);
});

test('the undistorter tells which photo is done', () => {
  assert.equal(undistortProgress('Undistorting image [11/11]'), 1);
  assert.equal(undistortProgress('Undistorting image [0/0]'), undefined);
});
