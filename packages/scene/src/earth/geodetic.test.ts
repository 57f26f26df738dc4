import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ecefFromGeodetic, geodeticFromEcef } from './geodetic.ts';

const PLACES = [
  { latitude: 46.9712, longitude: 7.6584, altitude: 562 },
  { latitude: -33.86, longitude: 151.21, altitude: -12 },
  { latitude: 0, longitude: 180, altitude: 8848 },
  { latitude: 89.9, longitude: -45, altitude: 0 },
];

test('geodetic coordinates survive the way to earth-centred ones and back', () => {
  for (const place of PLACES) {
    const back = geodeticFromEcef(ecefFromGeodetic(place));
    assert.ok(Math.abs(back.latitude - place.latitude) < 1e-10);
    assert.ok(Math.abs(back.longitude - place.longitude) < 1e-10);
    assert.ok(Math.abs(back.altitude - place.altitude) < 1e-6);
  }
});

test('the ends of the ellipsoid lie where WGS84 has them', () => {
  assert.deepEqual(ecefFromGeodetic({ latitude: 0, longitude: 0, altitude: 0 }), [6378137, 0, 0]);
  const [, , z] = ecefFromGeodetic({ latitude: 90, longitude: 0, altitude: 0 });
  assert.ok(Math.abs(z - 6356752.314245) < 1e-5);
});
