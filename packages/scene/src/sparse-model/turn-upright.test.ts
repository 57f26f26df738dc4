import assert from 'node:assert/strict';
import { test } from 'node:test';
import { poseFrom } from '../cameras/pose.ts';
import { projectPoints } from '../cameras/project-points.ts';
import type { Matrix3 } from '../linear-algebra/matrix.ts';
import { imageFrom, modelOf } from '../testing/small-model.fixture.ts';
import { transformModel } from './transform-model.ts';
import { turnUpright } from './turn-upright.ts';
import { viewsOf } from './views-of.ts';

/** Four level cameras around the origin that look at it; the world's Y axis points down, as COLMAP likes it. */
function walkAround() {
  const images = [0, 1, 2, 3].map((quarter) => {
    const angle = (quarter * Math.PI) / 2;
    const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
    const rotation: Matrix3 = [cos, 0, -sin, 0, 1, 0, sin, 0, cos];
    return { ...imageFrom(quarter, [0, 0, 0]), ...poseFrom({ rotation, translation: [0, 0, 5] }) };
  });
  return modelOf(images, [0, 0, 0, 1, -0.5, 0, -1, 0.2, 0.3]);
}

test('a model with Y down comes out with Z up', () => {
  const upright = turnUpright(walkAround());
  // The second point was 0.5 above the median in the old frame (Y down), the third 0.2 below.
  assert.ok(Math.abs((upright.points.positions[5] ?? NaN) - 0.5) < 1e-6);
  assert.ok(Math.abs((upright.points.positions[8] ?? NaN) + 0.2) < 1e-6);
});

test('turning a model upright does not change what its photos show', () => {
  const model = walkAround();
  const upright = turnUpright(model);
  for (const number of [0, 1, 2, 3]) {
    const before = projectPoints(viewsOf(model)[number]!, Float32Array.from(model.points.positions));
    const after = projectPoints(viewsOf(upright)[number]!, Float32Array.from(upright.points.positions));
    before.forEach((value, i) => {
      assert.ok(Math.abs(value - after[i]!) < 1e-3);
    });
  }
});

test('photos that all look in one direction still say where up is', () => {
  const model = walkAround();
  const [first] = model.images;
  if (!first) assert.fail();
  const { rotation } = first.cameraFromWorld;
  const row = {
    ...model,
    images: [0, 1, 2].map((x) => ({ ...first, ...poseFrom({ rotation, translation: [-x, 0, 5] }) })),
  };
  const upright = turnUpright(row);
  assert.ok(Math.abs((upright.points.positions[5] ?? NaN) - 0.5) < 1e-6);
});

test('a flight that always looks straight down in one heading stays above the ground', () => {
  const places = [0, 1, 2, 3, 4, 5].map(
    (i) => [2 * (i % 2), 2 * Math.floor(i / 2), 10 + 0.1 * (i % 2)] as const,
  );
  const positions = [0, 0, 0, 1, 1, 0.5, 2, 4, -0.5];
  const model = modelOf(
    places.map((place, i) => imageFrom(i, place)),
    positions,
  );
  // The same with y and z the other way.
  const upsideDown = transformModel(model, {
    scale: 1,
    rotation: [1, 0, 0, 0, -1, 0, 0, 0, -1],
    translation: [0, 0, 0],
  });
  for (const flight of [model, upsideDown]) {
    assert.ok(turnUpright(flight).images.every(({ centre }) => centre[2] > 9));
  }
});
