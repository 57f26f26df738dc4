import assert from 'node:assert/strict';
import { test } from 'node:test';
import { enuToEnu } from './camera-file.ts';
import { ecefToGeodetic, enuToGeodetic, geodeticToEcef, geodeticToEnu } from './geodesy.ts';
import { mapPoint } from './similarity.ts';

const PLACES = [
  { latitude: 46.9712, longitude: 7.6584, altitude: 562 },
  { latitude: -33.86, longitude: 151.21, altitude: -12 },
  { latitude: 0, longitude: 180, altitude: 8848 },
  { latitude: 89.9, longitude: -45, altitude: 0 },
];

test('geodetic coordinates survive the way to earth-centred ones and back', () => {
  for (const place of PLACES) {
    const back = ecefToGeodetic(geodeticToEcef(place));
    assert.ok(Math.abs(back.latitude - place.latitude) < 1e-10);
    assert.ok(Math.abs(back.longitude - place.longitude) < 1e-10);
    assert.ok(Math.abs(back.altitude - place.altitude) < 1e-6);
  }
});

test('the ends of the ellipsoid lie where WGS84 has them', () => {
  assert.deepEqual(geodeticToEcef({ latitude: 0, longitude: 0, altitude: 0 }), [6378137, 0, 0]);
  const [, , z] = geodeticToEcef({ latitude: 90, longitude: 0, altitude: 0 });
  assert.ok(Math.abs(z - 6356752.314245) < 1e-5);
});

test('a second of arc northward is the thirty metres that the meridian has there', () => {
  const origin = { latitude: 45, longitude: 9, altitude: 0 };
  const [east, north, up] = geodeticToEnu({ ...origin, latitude: 45 + 1 / 3600 }, origin);
  // The meridian's radius of curvature at 45 degrees is 6367381.8 m.
  assert.ok(Math.abs(north - (6367381.8 * Math.PI) / 180 / 3600) < 1e-3);
  assert.ok(Math.abs(east) < 1e-6 && Math.abs(up) < 1e-3);
});

test('local coordinates survive the way to geodetic ones and back', () => {
  for (const origin of PLACES) {
    const back = geodeticToEnu(enuToGeodetic([120, -340, 56], origin), origin);
    for (const [axis, value] of [120, -340, 56].entries()) {
      assert.ok(Math.abs((back[axis] ?? Number.NaN) - value) < 1e-5);
    }
  }
});

test('moving a point between two local frames agrees with going through geodetic coordinates', () => {
  const from = { latitude: 46.9712, longitude: 7.6584, altitude: 562 };
  const to = { latitude: 46.98, longitude: 7.65, altitude: 630 };
  const direct = mapPoint(enuToEnu(from, to), [30, -20, 10]);
  const detour = geodeticToEnu(enuToGeodetic([30, -20, 10], from), to);
  for (const axis of [0, 1, 2] as const) assert.ok(Math.abs(direct[axis] - detour[axis]) < 1e-5);
});
