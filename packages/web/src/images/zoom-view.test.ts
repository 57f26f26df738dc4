import assert from 'node:assert/strict';
import { test } from 'node:test';
import { framePicture, moveBy, WHOLE_PICTURE, zoomAt } from './zoom-view.ts';

const WINDOW = { width: 800, height: 600 };
const PICTURE = { width: 4000, height: 2000 };

test('the whole picture fits into the window, in its middle', () => {
  assert.deepEqual(framePicture(WINDOW, PICTURE, WHOLE_PICTURE), {
    width: 800,
    height: 400,
    left: 0,
    top: 100,
  });
});

test('what is under the pointer stays there while zooming', () => {
  const at = { x: 200, y: 300 };
  const view = zoomAt(WHOLE_PICTURE, { window: WINDOW, picture: PICTURE, at, factor: 4, most: 10 });
  const frame = framePicture(WINDOW, PICTURE, view);
  assert.equal(view.zoom, 4);
  assert.ok(Math.abs((at.x - frame.left) / frame.width - 0.25) < 1e-9);
  assert.ok(Math.abs((at.y - frame.top) / frame.height - 0.5) < 1e-9);
});

test('zooming is limited to the whole picture and the maximum', () => {
  const at = { x: 0, y: 0 };
  const near = zoomAt(WHOLE_PICTURE, { window: WINDOW, picture: PICTURE, at, factor: 100, most: 10 });
  assert.equal(near.zoom, 10);
  assert.deepEqual(
    zoomAt(near, { window: WINDOW, picture: PICTURE, at, factor: 0.001, most: 10 }),
    WHOLE_PICTURE,
  );
});

test('the picture can not be moved out of the window', () => {
  const near = zoomAt(WHOLE_PICTURE, {
    window: WINDOW,
    picture: PICTURE,
    at: { x: 400, y: 300 },
    factor: 2,
    most: 10,
  });
  const { left, top } = framePicture(
    WINDOW,
    PICTURE,
    moveBy(near, { window: WINDOW, picture: PICTURE, by: { x: 9999, y: 9999 } }),
  );
  assert.deepEqual([left, top], [0, 0]);
});
