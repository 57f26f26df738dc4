import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faceAdjacency } from '../mesh/face-adjacency.ts';
import { groundMesh } from '../test-scene.fixture.ts';
import { levelSeams } from './level-seams.ts';
import { findSeamEdges } from './seam-edges.ts';

test('two patches of different brightness meet half way at their seam', () => {
  const mesh = groundMesh(1, 6);
  const selectedViews = Int32Array.from({ length: 72 }, (_, face) => (face < 36 ? 0 : 1));
  const neighbours = faceAdjacency(mesh);
  const surface = { mesh, neighbours, selectedViews };
  const seams = findSeamEdges(surface);
  assert.equal(seams.length, 6);
  for (const seam of seams) {
    for (const side of [0, 1] as const)
      seam.colours.fill(seam.views[side] === 0 ? 100 : 120, 6 * side, 6 * side + 6);
  }
  const { rowOf, values } = levelSeams(surface, seams);
  for (const { ends } of seams) {
    for (const vertex of ends) {
      const [dark, bright] = [100 + values[3 * rowOf(0, vertex)]!, 120 + values[3 * rowOf(1, vertex)]!];
      assert.ok(Math.abs(dark - bright) < 1, `${dark} and ${bright}`);
      assert.ok(Math.abs(dark - 110) < 1);
    }
  }
});
