import assert from 'node:assert/strict';
import { test } from 'node:test';
import { poseAt, transformPoint, type Vector3 } from '@tiepoint/scene';
import { assertNear } from '@tiepoint/scene/testing';
import { type GridView, gridOf, halveGrid, type PixelTransfer, transferBetween } from './pixel-grid.ts';

const LENS = { width: 400, height: 300, fx: 300, fy: 310, cx: 190, cy: 160 };

test('a grid has its longer side scaled down, never up, and counts from the first pixel’s centre', () => {
  assert.deepEqual(gridOf(LENS, 1000), {
    ...{ width: 400, height: 300, focalX: 300, focalY: 310 },
    ...{ centreX: 189.5, centreY: 159.5 },
  });
  assert.deepEqual(gridOf(LENS, 200), {
    ...{ width: 200, height: 150, focalX: 150, focalY: 155 },
    ...{ centreX: 94.5, centreY: 79.5 },
  });
});

test('half a grid is the grid of half the size', () => {
  assert.deepEqual(halveGrid(gridOf(LENS, 400)), gridOf(LENS, 200));
});

test('a transfer leads from the source’s pixel and inverse depth to the target’s pixel', () => {
  const source: GridView = {
    view: poseAt([0, 0, 0], [1, 0, 0, 0, 1, 0, 0, 0, 1]),
    grid: gridOf(LENS, 400),
  };
  // A camera to the right that is turned a little to the left.
  const [sin, cos] = [Math.sin(0.1), Math.cos(0.1)];
  const target: GridView = {
    view: poseAt([1, 0.2, 0], [cos, 0, sin, 0, 1, 0, -sin, 0, cos]),
    grid: gridOf({ ...LENS, width: 200, height: 150, fx: 170, fy: 175, cx: 102, cy: 70 }, 400),
  };
  const point: Vector3 = [0.4, -0.3, 5];
  const [from, to] = [pixelOf(source, point), pixelOf(target, point)];
  assertNear(transferred(transferBetween(target, source), from), to);
  assertNear(transferred(transferBetween(source, target), to), from);
});

/** Where a grid shows a point, and its inverse depth there. */
function pixelOf({ view, grid }: GridView, point: Vector3): Vector3 {
  const [x, y, z] = transformPoint(view.cameraFromWorld, point);
  return [grid.centreX + (grid.focalX * x) / z, grid.centreY + (grid.focalY * y) / z, 1 / z];
}

function transferred({ a, b }: PixelTransfer, [x, y, inverse]: Vector3): Vector3 {
  const [u, v, q] = [0, 3, 6].map(
    (row) => a[row]! * x + a[row + 1]! * y + a[row + 2]! + b[row / 3]! * inverse,
  ) as [number, number, number];
  // The last is the depth in the target for one in the source.
  return [u / q, v / q, inverse / q];
}
