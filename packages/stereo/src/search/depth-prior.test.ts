import assert from 'node:assert/strict';
import { test } from 'node:test';
import { poseAt, type Vector3 } from '@tiepoint/scene';
import type { StereoPoint } from '../scene.ts';
import { readDepthPrior } from './depth-prior.ts';

const GRID = { width: 100, height: 80, focalX: 100, focalY: 50, centreX: 49.5, centreY: 39.5 };
/** Stands at (1, 2, 0) and looks along z. */
const VIEW = poseAt([1, 2, 0], [1, 0, 0, 0, 1, 0, 0, 0, 1]);

function pointAt(position: Vector3, error = 0.5): StereoPoint {
  return { position, error, views: [0] };
}

/** Points ahead of the camera, at these depths. */
function ahead(depths: readonly number[]): StereoPoint[] {
  return depths.map((depth) => pointAt([1, 2, depth]));
}

test('each tie point is a seed: its pixel and its inverse depth', () => {
  const prior = readDepthPrior(VIEW, GRID, [pointAt([1, 2, 2]), pointAt([2, 4, 4]), pointAt([0, 2, 8])]);
  assert.deepEqual([...(prior?.seeds ?? [])], [49.5, 39.5, 0.5, 74.5, 64.5, 0.25, 37, 39.5, 0.125]);
});

test('the depth range reaches somewhat beyond the tie points', () => {
  const prior = readDepthPrior(VIEW, GRID, ahead([1, 2, 4]));
  assert.ok(prior);
  assert.deepEqual([prior.farthest, prior.nearest, prior.limit], [0.6 * 0.25, 1.4 * 1, 4]);
});

test('outliers far before or behind the other points do not change the range', () => {
  // Ninety-nine at a depth of 2, one at 0.01, one at 1000.
  const prior = readDepthPrior(VIEW, GRID, ahead([0.01, 1000, ...new Array<number>(99).fill(2)]));
  assert.ok(prior);
  assert.deepEqual([prior.farthest, prior.nearest, prior.limit], [0.6 * 0.5, 1.4 * 0.5, 4 * 0.5]);
});

test('points behind the camera or with a large error are no seeds, and fewer than three seeds are no prior', () => {
  const two = ahead([2, 3]);
  assert.equal(readDepthPrior(VIEW, GRID, [...two, pointAt([1, 2, -1]), pointAt([1, 2, 0])]), undefined);
  assert.equal(readDepthPrior(VIEW, GRID, [...two, pointAt([1, 2, 4], 2.1)]), undefined);
  assert.equal(readDepthPrior(VIEW, GRID, [...two, pointAt([1, 2, 4], 2)])?.seeds.length, 9);
});
