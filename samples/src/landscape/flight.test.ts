import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pixelRay, projectPoint, type Vector3 } from '@tiepoint/scene';
import { planFlight } from './flight.ts';

const flight = planFlight({ seed: 7, photos: 24, width: 1800, height: 1200 });

test('every place under the flight is in at least five photos', () => {
  const easts = flight.shots.map(({ centre }) => centre[0]);
  const norths = flight.shots.map(({ centre }) => centre[1]);
  for (let x = Math.min(...easts); x <= Math.max(...easts); x += 4) {
    for (let y = Math.min(...norths); y <= Math.max(...norths); y += 4) {
      const seen = flight.shots.filter((shot) => {
        const pixel = projectPoint(flight.camera, shot, [x, y, 0]);
        return pixel && pixel.x > 0 && pixel.x < 1800 && pixel.y > 0 && pixel.y < 1200;
      });
      assert.ok(seen.length >= 5, `(${x}, ${y}) is in ${seen.length} photos`);
    }
  }
});

test('a pixel projects back to itself through the distorted lens', () => {
  for (const shot of flight.shots) {
    for (const [x, y] of [
      [900, 600],
      [0, 0],
      [1799.5, 3.25],
      [420, 1100],
    ] as const) {
      const [dx, dy, dz] = pixelRay(flight.camera, shot, [x, y]);
      const point: Vector3 = [shot.centre[0] + 50 * dx, shot.centre[1] + 50 * dy, shot.centre[2] + 50 * dz];
      const pixel = projectPoint(flight.camera, shot, point);
      assert.ok(pixel && Math.hypot(pixel.x - x, pixel.y - y) < 1e-6);
      assert.ok(Math.abs(pixel.depth - 50) < 1e-9);
    }
  }
});

test('photos on northward lines have north at the top, and those on southward lines south', () => {
  for (const [index, shot] of flight.shots.entries()) {
    const [dx, dy] = pixelRay(flight.camera, shot, [900, 0]);
    const [, middle] = pixelRay(flight.camera, shot, [900, 600]);
    const northward = Math.floor(index / 6) % 2 === 0;
    assert.equal(dy > middle, northward);
    assert.ok(Math.abs(dx) < 0.5);
  }
});
