import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Box3, PerspectiveCamera, Quaternion, Vector3 } from 'three';
import { cameraView, initialView, sceneUp, type View, verticalFieldOfView } from './initial-view.ts';
import { sceneBounds } from './scene-bounds.ts';

const terrain = new Box3(new Vector3(-100, 0, -50), new Vector3(100, 20, 50));
const INTRINSICS = { filename: 'a.jpg', width: 400, height: 300, fx: 300, fy: 300, cx: 200, cy: 150 };

test('terrain is seen obliquely from above, fully on a desktop and on a phone', () => {
  for (const aspect of [1.6, 0.46]) {
    const view = initialView(terrain, { metric: true, poses: [] }, aspect);
    assert.ok(view.position.y > 20, 'from above');
    assert.ok(view.position.z > 0, 'from the south');
    const reach = Math.max(...projectedCorners(view, aspect).flatMap(([x, y]) => [Math.abs(x), Math.abs(y)]));
    assert.ok(reach <= 1 && reach > 0.8, `fills the screen (${reach} at aspect ${aspect})`);
  }
});

test('the cameras above terrain are on the screen too, unless one is far away', () => {
  const above = (x: number, y: number) => ({
    ...INTRINSICS,
    position: new Vector3(x, y, 0),
    orientation: new Quaternion(),
  });
  const near = [above(-80, 120), above(80, 120)];
  const view = initialView(terrain, { metric: true, poses: near }, 1.6);
  for (const { position } of near) {
    const { x, y } = position.clone().project(screenCamera(view, 1.6));
    assert.ok(Math.abs(x) < 1 && Math.abs(y) < 1, `(${x}, ${y})`);
  }
  const stray = initialView(terrain, { metric: true, poses: [above(9000, 120)] }, 1.6);
  assert.ok(stray.position.distanceTo(stray.target) < 1000);
});

test('a scene without GPS is first shown from its most typical camera', () => {
  const facing = (x: number) => ({
    ...INTRINSICS,
    position: new Vector3(x, 0, 10),
    orientation: new Quaternion(),
  });
  const away = { ...facing(0), orientation: new Quaternion().setFromAxisAngle(new Vector3(0, 1, 0), 2) };
  const box = new Box3(new Vector3(-1, -1, -1), new Vector3(1, 1, 1));
  const view = initialView(box, { metric: false, poses: [away, facing(0), facing(1)] }, 1.6);
  assert.ok(box.distanceToPoint(view.target) < 0.5, 'looks at the scene');
  assert.ok(view.position.z > 10, 'from behind the camera');
  assert.ok(Math.abs(view.position.x) > 3, 'and from beside it');
});

test('flying to a nadir camera keeps the photo’s upper edge at the top', () => {
  const down = new Quaternion().setFromAxisAngle(new Vector3(1, 0, 0), -Math.PI / 2);
  const toEast = new Quaternion().setFromAxisAngle(new Vector3(0, 1, 0), -Math.PI / 2).multiply(down);
  const pose = { ...INTRINSICS, position: new Vector3(0, 80, 0), orientation: toEast };
  const view = cameraView(pose, { bounds: terrain, up: new Vector3(0, 1, 0), aspect: 4 / 3 });
  const east = screenCamera(view, 4 / 3);
  const [x, y] = new Vector3(10, 0, 0).project(east).toArray();
  assert.ok(Math.abs(x) < 0.05 && y > 0.1, `east of the camera is up on the screen (${x}, ${y})`);
});

test('flying to a rolled camera rolls a steep view, but keeps a level one upright', () => {
  const rolledBy = (tilt: number, roll: number) => ({
    ...INTRINSICS,
    position: new Vector3(0, 30, 60),
    orientation: new Quaternion()
      .setFromAxisAngle(new Vector3(1, 0, 0), -tilt)
      .multiply(new Quaternion().setFromAxisAngle(new Vector3(0, 0, 1), roll)),
  });
  const scene = { bounds: terrain, up: new Vector3(0, 1, 0), aspect: 1.6 };
  assert.ok(cameraView(rolledBy(0.8, 1), scene).up.x < -0.7, 'rolled with the photo');
  const level = cameraView(rolledBy(0.1, Math.PI / 2), scene);
  assert.deepEqual(level.up.toArray(), [0, 1, 0]);
  assert.ok(
    level.fieldOfView > cameraView(rolledBy(0.1, 0), scene).fieldOfView,
    'a photo on its side is taller',
  );
});

test('a portrait screen keeps the width of the view', () => {
  assert.equal(verticalFieldOfView(38, 1.6), 38);
  const tan = (degrees: number) => Math.tan((degrees * Math.PI) / 360);
  assert.ok(Math.abs(tan(verticalFieldOfView(38, 0.5)) * 0.5 - tan(38)) < 1e-12);
});

test('up is the cameras’ up only for an unlevelled scene', () => {
  const pose = { ...INTRINSICS, position: new Vector3(), orientation: new Quaternion() };
  const lying = {
    ...pose,
    orientation: new Quaternion().setFromAxisAngle(new Vector3(0, 0, 1), Math.PI / 2),
  };
  assert.deepEqual(sceneUp({ metric: false, poses: [pose] }).toArray(), [0, 1, 0]);
  assert.deepEqual(sceneUp({ metric: true, poses: [lying] }).toArray(), [0, 1, 0]);
  assert.ok(sceneUp({ metric: false, poses: [lying] }).x < -0.99);
});

test('a few outliers do not widen the bounds', () => {
  const points = Array.from({ length: 1000 }, (_, index) => new Vector3(index / 1000, 0, 0));
  points.push(new Vector3(1e6, 0, 0), new Vector3(-1e6, 0, 0));
  const box = sceneBounds({
    count: points.length,
    read: (index, target) => target.copy(points[index] ?? target),
  });
  assert.ok(box && box.min.x >= 0 && box.max.x <= 1);
  assert.equal(sceneBounds({ count: 0, read: (_, target) => target }), null);
});

function screenCamera({ position, target, up, fieldOfView }: View, aspect: number): PerspectiveCamera {
  const camera = new PerspectiveCamera(verticalFieldOfView(fieldOfView, aspect), aspect, 0.1, 10_000);
  camera.position.copy(position);
  camera.up.copy(up);
  camera.lookAt(target);
  camera.updateMatrixWorld();
  return camera;
}

function projectedCorners(view: View, aspect: number): [number, number][] {
  const camera = screenCamera(view, aspect);
  const { min, max } = terrain;
  return [min.x, max.x].flatMap((x) =>
    [min.y, max.y].flatMap((y) =>
      [min.z, max.z].map((z): [number, number] => {
        const point = new Vector3(x, y, z).project(camera);
        return [point.x, point.y];
      }),
    ),
  );
}
