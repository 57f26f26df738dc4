import assert from 'node:assert/strict';
import { test } from 'node:test';
import { poseAt } from '@tiepoint/scene';
import type { StereoScene, StereoView } from './scene.ts';
import { selectNeighbours } from './select-neighbours.ts';

/** A photo on a circle of ten around the origin, or so many times as far away. */
function viewAt(degrees: number, times = 1): StereoView {
  const radians = (degrees * Math.PI) / 180;
  const radius = 10 * times;
  return {
    ...{
      name: `${degrees}`,
      photoPath: `${degrees}`,
      width: 100,
      height: 80,
      fx: 100,
      fy: 100,
      cx: 50,
      cy: 40,
    },
    ...poseAt([radius * Math.sin(radians), 0, radius * Math.cos(radians)], [1, 0, 0, 0, 1, 0, 0, 0, 1]),
  };
}

/** Photos that all show so many points at the origin. */
function sceneOf(views: StereoView[], shared = 20): StereoScene {
  const point = { position: [0, 0, 0], error: 0.5, views: views.map((_, index) => index) } as const;
  return { views, points: Array.from({ length: shared }, () => point) };
}

function neighboursOfFirst(views: StereoView[], { shared = 20, count = 8 } = {}): string[] {
  const [chosen = []] = selectNeighbours(sceneOf(views, shared), count);
  return chosen.map((view) => views[view]?.name ?? '');
}

test('the best neighbour sees the points five degrees apart; farther is better than too near', () => {
  // Weights: 1 at 5 degrees, exp(-0.25 / 18) at 4.5, exp(-100 / 392) at 15, exp(-9 / 18) at 2.
  const views = [0, 15, 2, 5, 4.5].map((degrees) => viewAt(degrees));
  assert.deepEqual(neighboursOfFirst(views), ['5', '4.5', '15', '2']);
});

test('each view has its own neighbours', () => {
  const chosen = selectNeighbours(sceneOf([0, 5, 11].map((degrees) => viewAt(degrees))), 1);
  assert.deepEqual(chosen, [[1], [0], [1]]);
});

test('photos without a baseline are no neighbours', () => {
  assert.deepEqual(neighboursOfFirst([0, 0.9, 1.1, 0].map((degrees) => viewAt(degrees))), ['1.1']);
});

test('fewer than twenty common tie points are not enough', () => {
  const views = [0, 5].map((degrees) => viewAt(degrees));
  assert.deepEqual(neighboursOfFirst(views, { shared: 19 }), []);
  assert.deepEqual(neighboursOfFirst(views, { shared: 20 }), ['5']);
});

test('a photo from another distance is worse by the square of it', () => {
  // A quarter at twice the distance; at 26 degrees of the same distance exp(-441 / 392) = 0.32, at 30 degrees 0.20.
  const views = [viewAt(0), viewAt(30), viewAt(5, 2), viewAt(26)];
  assert.deepEqual(neighboursOfFirst(views), ['26', '5', '30']);
  assert.deepEqual(neighboursOfFirst([viewAt(0), viewAt(30), viewAt(5, 0.5), viewAt(26)]), ['26', '5', '30']);
});

test('neighbours with a twentieth of the best score are left out, and no more are selected than asked for', () => {
  // exp(-34² / 392) = 0.052 at 39 degrees, 0.044 at 40.
  assert.deepEqual(neighboursOfFirst([0, 5, 39, 40].map((degrees) => viewAt(degrees))), ['5', '39']);
  assert.deepEqual(neighboursOfFirst([0, 40].map((degrees) => viewAt(degrees))), ['40']);
  const views = [0, 5, 6, 7].map((degrees) => viewAt(degrees));
  assert.deepEqual(neighboursOfFirst(views, { count: 2 }), ['5', '6']);
});
