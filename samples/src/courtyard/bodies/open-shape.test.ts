import assert from 'node:assert/strict';
import { test } from 'node:test';
import { subtract, type Vector3 } from '@tiepoint/scene';
import { Random } from '../../random/random.ts';
import { isWithin, SurfacePoint } from './body.ts';
import { NearestBody } from './nearest-body.ts';
import { openShape } from './open-shape.ts';
import { bar, frameBox, post, type Shape } from './shapes.ts';
import { scatterPoints } from './surface-points.ts';

const EXTENT = { min: [-3, -3, -1], max: [3, 3, 3] } as const;
const SAMPLING = { extent: EXTENT, perSquareMetre: 20 };
const SHAPES: Shape[] = [
  { kind: 'ground' },
  frameBox({ x: 0.4, y: -0.2, angle: 0.5 }, { u: [-1, 1], w: [-0.3, 0.2], z: [-0.5, 0.8] }),
  bar([-1, 1, 0.5], [1.5, 1.2, 1.6], 0.2),
  post([-1.4, -1, -1], 0.3, 2.5),
  { kind: 'sphere', centre: [0.5, 0.3, 1.9], radius: 0.6 },
];

test('points scattered over a shape lie on it, in its extent, with the normal leading outward', () => {
  const surface = new SurfacePoint();
  for (const shape of SHAPES) {
    const body = openShape(shape);
    const points = scatterPoints(shape, SAMPLING, new Random(2));
    assert.ok(points.length > 10);
    for (const [x, y, z] of points) {
      assert.ok(Math.abs(body.distanceFrom(x, y, z)) < 1e-9, `${shape.kind}: ${body.distanceFrom(x, y, z)}`);
      assert.ok(isWithin(body.extent, [x, y, z - 1e-12]) || shape.kind !== 'ground');
      body.describe([x, y, z], surface);
      const [nx, ny, nz] = surface.normal;
      const outside = body.distanceFrom(x + 1e-4 * nx, y + 1e-4 * ny, z + 1e-4 * nz);
      assert.ok(Math.abs(outside - 1e-4) < 1e-8, `${shape.kind}: ${outside} at ${[x, y, z]}`);
    }
  }
});

test('a ray ends on the surface that it hits, and does not cut through the body before', () => {
  const random = new Random(5);
  for (const shape of SHAPES) {
    const body = openShape(shape);
    const targets = scatterPoints(shape, SAMPLING, random);
    let hits = 0;
    for (const target of targets) {
      const from: Vector3 = [random.between(-3, 3), random.between(-3, 3), 2.8];
      const ray = subtract(target, from).map((value) => 0.7 * value + random.between(-0.1, 0.1)) as [
        number,
        number,
        number,
      ];
      const away = (share: number) =>
        body.distanceFrom(from[0] + ray[0] * share, from[1] + ray[1] * share, from[2] + ray[2] * share);
      const distance = body.intersect(from, ray);
      const end = Math.min(distance, 100);
      for (let step = 0; step < 50; step++)
        assert.ok(away((end * step) / 50) > -1e-9, `${shape.kind}: cut through`);
      if (distance === Number.POSITIVE_INFINITY) continue;
      hits++;
      assert.ok(Math.abs(away(distance)) < 1e-9);
    }
    assert.ok(hits > targets.length / 2, `${shape.kind}: hit by ${hits} of ${targets.length}`);
  }
});

test('the nearest body is the same with and without the cells', () => {
  const bodies = SHAPES.map(openShape);
  const nearest = new NearestBody(bodies, EXTENT);
  const random = new Random(6);
  for (let count = 0; count < 500; count++) {
    const [x, y, z] = [random.between(-4, 4), random.between(-4, 4), random.between(-1.2, 3.5)];
    const least = Math.min(...bodies.map((body) => body.distanceFrom(x, y, z)));
    assert.equal(nearest.distanceFrom(x, y, z), least);
  }
});
