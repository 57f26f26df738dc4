import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imageFrom, modelOf } from '../testing/small-model.fixture.ts';
import { viewsOf } from './views-of.ts';

test('a view needs a camera without distortion', () => {
  const bent = { model: 'SIMPLE_RADIAL', width: 400, height: 300, params: [200, 200, 150, -0.1] } as const;
  const model = modelOf([imageFrom(1, [0, 0, 1])]);
  assert.throws(
    () => viewsOf({ ...model, cameras: new Map([[1, bent]]) }),
    /1\.png is not undistorted.*SIMPLE_RADIAL/,
  );
  assert.throws(() => viewsOf({ ...model, cameras: new Map() }), /camera 1, which is not in the model/);
});
