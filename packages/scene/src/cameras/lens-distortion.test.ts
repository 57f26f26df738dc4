import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertNear } from '../testing/assert-near.fixture.ts';
import type { Camera, CameraModelName } from './camera.ts';
import { distort, type NormalisedPoint, undistort, undistortionFactor } from './lens-distortion.ts';

const [u, v] = [0.55, -0.4];
// Brown's model, written out once more.
const r2 = u * u + v * v;
const LENSES: Partial<Record<CameraModelName, { params: number[]; pixel: NormalisedPoint }>> = {
  SIMPLE_PINHOLE: { params: [3000, 2000, 1500], pixel: [3650, 300] },
  PINHOLE: { params: [3000, 3010, 2000, 1500], pixel: [3650, 296] },
  SIMPLE_RADIAL: {
    params: [3000, 2000, 1500, -0.1],
    pixel: [2000 + 1650 * (1 - 0.1 * r2), 1500 - 1200 * (1 - 0.1 * r2)],
  },
  RADIAL: {
    params: [3000, 2000, 1500, -0.1, 0.03],
    pixel: [2000 + 1650 * (1 - 0.1 * r2 + 0.03 * r2 * r2), 1500 - 1200 * (1 - 0.1 * r2 + 0.03 * r2 * r2)],
  },
  OPENCV: {
    params: [3000, 3010, 2000, 1500, -0.1, 0.03, 1e-3, -2e-3],
    pixel: [
      2000 + 3000 * (u * (1 - 0.1 * r2 + 0.03 * r2 * r2) + 2e-3 * u * v - 2e-3 * (r2 + 2 * u * u)),
      1500 + 3010 * (v * (1 - 0.1 * r2 + 0.03 * r2 * r2) - 4e-3 * u * v + 1e-3 * (r2 + 2 * v * v)),
    ],
  },
};

function cameraOf(model: CameraModelName, params: readonly number[]): Camera {
  return { model, width: 4000, height: 3000, params };
}

test('a pixel is led back through the distortion of each lens that COLMAP is asked for', () => {
  for (const [model, { params, pixel }] of Object.entries(LENSES)) {
    assertNear(undistort(cameraOf(model as CameraModelName, params), ...pixel), [u, v], 1e-8);
  }
});

test('what is undistorted and distorted again lies where it was, out to the corners', () => {
  for (const [name, { params }] of Object.entries(LENSES)) {
    const camera = cameraOf(name as CameraModelName, params);
    for (const goal of [
      [0, 0],
      [0.3, 0.2],
      [-0.6, 0.45],
    ] as const) {
      const there = distort(camera, goal);
      const focal = name === 'PINHOLE' || name === 'OPENCV' ? [3000, 3010] : [3000, 3000];
      const pixel = [2000 + (focal[0] ?? 0) * there[0], 1500 + (focal[1] ?? 0) * there[1]] as const;
      assertNear(undistort(camera, ...pixel), goal, 1e-8);
    }
  }
});

test('a pixel that the lens can show nothing at has no place, and an unknown lens is refused', () => {
  // r (1 - 0.5 r²) is never more than 0.544: nothing is shown 0.9 focal lengths from the middle.
  for (const model of ['SIMPLE_RADIAL', 'RADIAL'] as const) {
    assert.equal(undistort(cameraOf(model, [1000, 0, 0, -0.5, 0]), 900, 0), undefined);
    assertNear(undistort(cameraOf(model, [1000, 0, 0, -0.5, 0]), 437.5, 0), [0.5, 0]);
  }
  assert.throws(() => undistort(cameraOf('FOV', [1, 1, 1, 1, 1]), 1, 1), /FOV/);
});

test('the factor of one radial term solves its equation', () => {
  // An ideal radius of 0.5 is shown at 0.5 (1 - 0.1 · 0.25) = 0.4875.
  assert.ok(Math.abs(undistortionFactor(0.4875 ** 2, -0.1) * 0.4875 - 0.5) < 1e-12);
  assert.equal(undistortionFactor(0.7, 0), 1);
});
