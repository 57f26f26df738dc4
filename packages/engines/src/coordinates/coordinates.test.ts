import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cameraAxes, enuFromGeodetic, subtract, transformPoint } from '@tiepoint/scene';
import { assertNear, imageFrom, modelOf } from '@tiepoint/scene/testing';
import { judgeCoordinateSystem } from './judge-coordinate-system.ts';
import { openSystem } from './open-system.ts';
import { projectModel, surfaceProjection } from './project-model.ts';
import { chooseProjectedFrame } from './projected-frame.ts';

/** East of the central meridian of UTM zone 33, so that true north lies to the left of grid north. */
const ORIGIN = { latitude: 47.5, longitude: 16.5, altitude: 312.4 };

test('projected systems in metres are accepted, others are refused with a reason', () => {
  for (const code of ['local', 'EPSG:32633', 'EPSG:2056', 'EPSG:27700', 'EPSG:5514', 'EPSG:3857']) {
    assert.equal(judgeCoordinateSystem(code), undefined, code);
  }
  const refusals: [string, RegExp][] = [
    ['UTM 33', /must be "local" or an EPSG code/],
    ['epsg:32633', /must be "local" or an EPSG code/],
    ['EPSG:999999', /EPSG:999999 is unknown/],
    ['EPSG:4326', /EPSG:4326 is geographic, in degrees/],
    ['EPSG:4978', /is geocentric/],
    ['EPSG:2263', /is not in metres/],
    ['EPSG:7415', /has its own vertical datum/],
    ['EPSG:27200', /needs a datum shift grid/],
    ['EPSG:2048', /has axes that do not point east and north/],
    ['EPSG:29701', /is not supported/],
  ];
  for (const [code, message] of refusals) assert.match(judgeCoordinateSystem(code) ?? '', message);
});

test('known places have their known coordinates', () => {
  // On the central meridian the northing is 0.9996 of the arc of the meridian: 4 984 944.378 m to 45 degrees.
  const utm = openSystem('EPSG:32633').project({ longitude: 15, latitude: 45, altitude: 7 });
  assertNear(utm, [500_000, 0.9996 * 4_984_944.378, 7], 0.001);
  // The origin of the Swiss grid, the old observatory of Bern; its shift of datum is good to some centimetres.
  const bern = { longitude: 7.438632495, latitude: 46.951082877, altitude: 600 };
  assertNear(openSystem('EPSG:2056').project(bern), [2_600_000, 1_200_000, 600], 0.05);
});

test('points, cameras and surface of a model have the projected coordinates of their places', () => {
  const { frame, note } = chooseProjectedFrame('EPSG:32633', ORIGIN);
  assert.ok(frame);
  assert.equal(note, undefined);
  const { project } = openSystem('EPSG:32633');
  assert.deepEqual(frame.offset, project(ORIGIN).map(Math.floor));
  const place = { latitude: 47.502, longitude: 16.503, altitude: 330 };
  const [east, north, up] = enuFromGeodetic(place, ORIGIN);
  const expected = subtract(project(place), frame.offset);

  const model = projectModel(modelOf([imageFrom(1, [east, north, up])], [east, north, up]), frame);
  assertNear(model.points.positions, expected, 1e-6);
  const [camera] = model.images;
  assertNear(camera?.centre, expected, 1e-6);
  const surface = surfaceProjection(frame);
  assertNear(surface.project(Float32Array.of(east, north, up)), expected, 1e-3);
  assert.deepEqual(surface.extras, { coordinateSystem: 'EPSG:32633', offset: frame.offset });

  // The camera looks down, its picture's right edge to the east. Its axes turn by the convergence: the longitude from
  // the central meridian times the latitude's sine.
  const convergence = ((1.503 * Math.PI) / 180) * Math.sin((47.502 * Math.PI) / 180);
  assert.ok(camera);
  const { right } = cameraAxes(camera);
  assert.ok(Math.abs(Math.atan2(right[1], right[0]) - convergence) < 1e-4);
  assertNear(transformPoint(camera.cameraFromWorld, camera.centre), [0, 0, 0], 1e-9);
});

test('a system with a large scale factor is used with a note, one outside of its area of use is not used', () => {
  const { frame, note } = chooseProjectedFrame('EPSG:3857', ORIGIN);
  assert.equal(frame?.system, 'EPSG:3857');
  assert.match(note ?? '', /scale factor of EPSG:3857 is 1\.4[78]\d/);
  const far = chooseProjectedFrame('EPSG:2056', { latitude: 46.8, longitude: -91.9, altitude: 200 });
  assert.equal(far.frame, undefined);
  assert.match(far.note ?? '', /outside the area of use of EPSG:2056/);
});
