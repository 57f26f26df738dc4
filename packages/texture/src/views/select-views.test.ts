import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faceAdjacency } from '../mesh/face-adjacency.ts';
import { groundMesh } from '../test-scene.fixture.ts';
import { selectViews, UNSEEN } from './select-views.ts';

const MESH = groundMesh(1, 8);
const FACE_COUNT = MESH.indices.length / 3;
const NEIGHBOURS = faceAdjacency(MESH);

/** Two views of every face, with the costs that `costsOf` gives. */
function twoViews(costsOf: (face: number) => [number, number]) {
  return {
    starts: Uint32Array.from({ length: FACE_COUNT + 1 }, (_, face) => 2 * face),
    views: Uint16Array.from({ length: 2 * FACE_COUNT }, (_, entry) => entry % 2),
    costs: Float32Array.from({ length: FACE_COUNT }, (_, face) => face).reduce<Float32Array>(
      (costs, face) => {
        costs.set(costsOf(face), 2 * face);
        return costs;
      },
      new Float32Array(2 * FACE_COUNT),
    ),
  };
}

test('a slightly better view of single faces does not split a patch', async () => {
  const chosen = await selectViews(
    twoViews((face) => (face % 7 === 0 ? [0.2, 0] : [0, 0.2])),
    NEIGHBOURS,
  );
  assert.ok(chosen.every((view) => view === 0));
});

test('where another view is clearly better over a region, it is selected there', async () => {
  const chosen = await selectViews(
    twoViews((face) => (face < FACE_COUNT / 2 ? [0, 0.9] : [0.9, 0])),
    NEIGHBOURS,
  );
  assert.ok(chosen.every((view, face) => view === (face < FACE_COUNT / 2 ? 0 : 1)));
});

test('a face that is visible in no view stays unseen', async () => {
  const none = {
    starts: new Uint32Array(FACE_COUNT + 1),
    views: new Uint16Array(),
    costs: new Float32Array(),
  };
  const chosen = await selectViews(none, NEIGHBOURS);
  assert.ok(chosen.every((view) => view === UNSEEN));
});
