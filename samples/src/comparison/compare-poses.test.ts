import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  add,
  type CameraJson,
  type CamerasJson,
  enuFromEnu,
  geodeticFromEnu,
  pinholeOf,
  type Similarity,
  transformPose,
  type Vector3,
} from '@tiepoint/scene';
import { planFlight } from '../landscape/flight.ts';
import { establishLandscapeTruth, type LandscapeTruth } from '../landscape/landscape-truth.ts';
import { comparePoses } from './compare-poses.ts';

function truthOfFlight(): LandscapeTruth {
  const flight = planFlight({ seed: 3, photos: 12, width: 300, height: 200 });
  const flat = { surface: () => 0, ground: () => 0 };
  return establishLandscapeTruth(flight, flat, { minX: -5, minY: -5, maxX: 5, maxY: 5 });
}

/** The true cameras as a reconstruction would deliver them about its own origin, moved by an error. */
function delivered(truth: LandscapeTruth, error: Vector3): CamerasJson {
  const origin = geodeticFromEnu([-48, 30, 66], truth.origin);
  const fileFromTruth: Similarity = { scale: 1, ...enuFromEnu({ target: origin, source: truth.origin }) };
  const cameras = truth.cameras.map(({ name, ...pose }): CameraJson => {
    const { centre, cameraFromWorld } = transformPose(pose, fileFromTruth);
    const { rotation } = cameraFromWorld;
    return { name, photo: name, position: add(centre, error), rotation, ...pinholeOf(truth.camera) };
  });
  return { frame: { type: 'enu', origin }, upAxis: 'z', cameras };
}

test('true poses delivered about another origin have no error', () => {
  const truth = truthOfFlight();
  const { registered, photos, georeferenced, fitted } = comparePoses(truth, delivered(truth, [0, 0, 0]));
  assert.deepEqual([registered, photos], [12, 12]);
  for (const errors of [georeferenced, fitted]) {
    assert.ok(errors && errors.positionMetres.max < 1e-4);
    assert.ok(errors.rotationDegrees.max < 1e-5);
  }
});

test('a shift of the whole block shows in the georeference and not in the fit', () => {
  const truth = truthOfFlight();
  const { georeferenced, fitted } = comparePoses(truth, delivered(truth, [3, 4, 0]));
  assert.ok(georeferenced && Math.abs(georeferenced.positionMetres.median - 5) < 1e-3);
  assert.ok(fitted.positionMetres.max < 1e-4);
});

test('a single wrong camera shows in the greatest error', () => {
  const truth = truthOfFlight();
  const file = delivered(truth, [0, 0, 0]);
  const camera = file.cameras[4];
  assert.ok(camera);
  const [x, y, z] = camera.position;
  file.cameras[4] = { ...camera, position: [x + 2, y, z] };
  const { georeferenced } = comparePoses(truth, file);
  assert.ok(georeferenced && Math.abs(georeferenced.positionMetres.max - 2) < 1e-3);
  assert.ok(georeferenced.positionMetres.median < 1e-3);
});

test('cameras are matched by mapped names, and unknown ones are left out', () => {
  const truth = truthOfFlight();
  const file = delivered(truth, [0, 0, 0]);
  file.cameras = file.cameras.slice(0, 8).map((camera) => ({ ...camera, name: `set/${camera.name}` }));
  assert.equal(comparePoses(truth, file, (name) => name.replace('set/', '')).registered, 8);
  assert.throws(() => comparePoses(truth, file), RangeError);
});

test('a local frame is compared after the fit only', () => {
  const truth = truthOfFlight();
  const comparison = comparePoses(truth, { ...delivered(truth, [0, 0, 0]), frame: { type: 'local' } });
  assert.equal(comparison.georeferenced, undefined);
  assert.ok(comparison.fitted.positionMetres.max < 1e-4);
});
