import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  cameraAxes,
  enuFromGeodetic,
  type Geodetic,
  geodeticFromEnu,
  subtract,
  transformPoint,
  type Vector3,
} from '@tiepoint/scene';
import { assertNear, imageFrom, modelOf } from '@tiepoint/scene/testing';
import type { ModelPlace } from './choose-projected-frame.ts';
import { openCoordinateSystems } from './coordinate-systems.ts';
import { askCs2cs, needsProj, PROJ_FOLDER } from './proj/installed-proj.fixture.ts';
import { describeFrame, projectModel, surfaceProjection } from './project-model.ts';
import { openProjection } from './projected-frame.ts';

const systems = openCoordinateSystems(PROJ_FOLDER);
/** East of the central meridian of UTM zone 33, so that true north lies to the left of grid north. */
const ORIGIN = { latitude: 47.5, longitude: 16.5, altitude: 312.4 };
const AROUND: Vector3[] = [
  [0, 0, 0],
  [700, 300, 80],
  [-650, 500, -20],
  [-120, -690, 10],
  [350, -400, 120],
];

test(
  'projected systems are accepted by code, PROJ string and WKT, others are refused with a reason',
  needsProj,
  async () => {
    for (const code of ['local', 'EPSG:32633', 'EPSG:2263', 'EPSG:32633+5773', 'EPSG:7856', 'ESRI:102008']) {
      assert.equal(await systems.judge(code), undefined, code);
    }
    assert.equal(await systems.judge('+proj=utm +zone=33 +datum=WGS84'), undefined);
    assert.equal(await systems.judge('+proj=tmerc +lon_0=9 +ellps=bessel +towgs84=598,74,418'), undefined);
    const refusals: [string, RegExp][] = [
      ['UTM 33', /must be "local", a code/],
      ['EPSG:999999', /PROJ [\d.]+ does not know EPSG:999999: choose another/],
      ['EPSG:4326', /^EPSG:4326 is geographic, .*UTM zone/],
      ['EPSG:4979', /is geographic/],
      ['EPSG:4978', /is geocentric/],
      ['EPSG:5773', /has heights only: join it to a projected one/],
      ['EPSG:2263+5703', /heights in another unit \(metre\) than its plane \(US survey foot\)/],
      [
        'EPSG:25832+5783',
        /^EPSG:25832\+EPSG:5783 has heights \(DHHN92 height\) that PROJ [\d.]+ knows no usable way to/,
      ],
      ['ESRI:102472', /can't be computed by PROJ/],
      ['EPSG:27700+5701', /needs a grid that is not installed.*cdn\.proj\.org/],
      ['+proj=utm +zone=33 +ellps=bessel', /no known relation to WGS 84 .*\+towgs84/],
    ];
    for (const [code, message] of refusals) assert.match((await systems.judge(code)) ?? '', message, code);
  },
);

test('without PROJ, only local coordinates are possible, and how to install it is told', async () => {
  const none = openCoordinateSystems('/nowhere');
  assert.equal(await none.judge('local'), undefined);
  assert.match(
    (await none.judge('EPSG:32633')) ?? '',
    /PROJ, .* is not in \/nowhere\. Install it with .*proj-bin/,
  );
  assert.match(await none.describe(), /^Local coordinates only: PROJ/);
  const { frame, notes } = await none.choose('EPSG:32633', placeAt(ORIGIN));
  assert.equal(frame, undefined);
  assert.match(notes[0] ?? '', /is in the local frame .*proj-bin/);
});

test('coordinates are those of cs2cs, to a millimetre', needsProj, async () => {
  const cases: { code: string; at: [number, number]; isSwapped?: boolean }[] = [
    { code: 'EPSG:32633', at: [47.5, 16.5] },
    { code: 'EPSG:25832', at: [48.1, 11.5] },
    { code: 'EPSG:7856', at: [-33.86, 151.2] },
    { code: 'EPSG:9377', at: [4.6, -74.08], isSwapped: true },
    { code: 'EPSG:5514', at: [50.08, 14.43] },
    // Southing and westing, in the order that mirrors no model.
    { code: 'EPSG:2065', at: [50.08, 14.43], isSwapped: true },
    { code: 'EPSG:3844', at: [44.43, 26.1], isSwapped: true },
    { code: 'EPSG:26711', at: [34, -117] },
    { code: 'EPSG:2263', at: [40.7, -74] },
    { code: 'EPSG:2056', at: [46.95, 7.44] },
    { code: 'EPSG:32633+EPSG:5773', at: [47.5, 16.5] },
    {
      code: '+proj=tmerc +lon_0=9 +k=0.9996 +x_0=500000 +ellps=bessel +towgs84=598,74,418 +type=crs',
      at: [50, 9.2],
    },
  ];
  for (const { code, at, isSwapped } of cases) {
    const origin = { latitude: at[0], longitude: at[1], altitude: 250 };
    const { frame } = await systems.choose(code, placeAt(origin));
    assert.ok(frame, code);
    const places = AROUND.map((point) => geodeticFromEnu(point, origin));
    const source = code.includes('5773') ? 'EPSG:4979' : 'EPSG:4326';
    const expected = askCs2cs(
      code,
      places.map(({ latitude, longitude, altitude }) => [latitude, longitude, altitude]),
      source,
    );
    const { project } = openProjection(frame);
    AROUND.forEach((point, index) => {
      const [a, b, c] = expected[index]!;
      const [x, y, z] = project(point).map((value, axis) => value + frame.offset[axis]!);
      const up = source === 'EPSG:4979' ? c : c / frame.unit.metres;
      assertNear([x!, y!, z!], isSwapped ? [b, a, up] : [a, b, up], 0.001);
    });
  }
});

test('known places have their known coordinates', needsProj, async () => {
  // On the central meridian the northing is 0.9996 of the arc of the meridian: 4 984 944.378 m to 45 degrees.
  const utm = await coordinatesOf('EPSG:32633', { longitude: 15, latitude: 45, altitude: 7 });
  assertNear(utm, [500_000, 0.9996 * 4_984_944.378, 7], 0.001);
  // The origin of the Swiss grid, the old observatory of Bern; its shift of datum is good to some centimetres.
  const bern = { longitude: 7.438632495, latitude: 46.951082877, altitude: 600 };
  assertNear(await coordinatesOf('EPSG:2056', bern), [2_600_000, 1_200_000, 600], 0.05);
});

test(
  'points, cameras and surface of a model have the projected coordinates of their places',
  needsProj,
  async () => {
    const { frame, notes } = await systems.choose('EPSG:32633', placeAt(ORIGIN));
    assert.ok(frame);
    assert.match(
      notes[0] ?? '',
      /^Coordinates in EPSG:32633 are computed by PROJ \d+\.\d+\.\d+ \(“.*UTM zone 33N.*”\), with a stated accuracy of 0 m\.$/,
    );
    assert.deepEqual(notes.slice(1), ['Heights are above: WGS 84 ellipsoid.']);
    assert.deepEqual(frame.offset, (await coordinatesOf('EPSG:32633', ORIGIN)).map(Math.floor));
    const place = { latitude: 47.502, longitude: 16.503, altitude: 330 };
    const [east, north, up] = enuFromGeodetic(place, ORIGIN);
    const expected = subtract(await coordinatesOf('EPSG:32633', place), frame.offset);

    const model = projectModel(modelOf([imageFrom(1, [east, north, up])], [east, north, up]), frame);
    assertNear(model.points.positions, expected, 0.001);
    const [camera] = model.images;
    assertNear(camera?.centre, expected, 0.001);
    const surface = surfaceProjection(frame);
    assertNear(surface.project(Float32Array.of(east, north, up)), expected, 0.002);
    const { coordinateSystem, offset, heights } = surface.extras;
    assert.deepEqual([coordinateSystem, offset, heights], ['EPSG:32633', frame.offset, 'WGS 84 ellipsoid']);
    assert.match(describeFrame(frame).join('\n'), /heights above WGS 84 ellipsoid\n/);

    // The camera looks down, its picture's right edge to the east. Its axes turn by the convergence: the longitude from
    // the central meridian times the latitude's sine.
    const convergence = ((1.503 * Math.PI) / 180) * Math.sin((47.502 * Math.PI) / 180);
    assert.ok(camera);
    const { right } = cameraAxes(camera);
    assert.ok(Math.abs(Math.atan2(right[1], right[0]) - convergence) < 1e-4);
    assertNear(transformPoint(camera.cameraFromWorld, camera.centre), [0, 0, 0], 1e-9);
  },
);

test(
  'a system with a large scale factor is used with a note, one outside of its area of use is not used',
  needsProj,
  async () => {
    const { frame, notes } = await systems.choose('EPSG:3857', placeAt(ORIGIN));
    assert.equal(frame?.system, 'EPSG:3857');
    assert.match(notes.join(), /scale factor of EPSG:3857 is 1\.4[78]\d/);
    const far = await systems.choose(
      'EPSG:2056',
      placeAt({ latitude: 46.8, longitude: -91.9, altitude: 200 }),
    );
    assert.equal(far.frame, undefined);
    assert.match(far.notes.join(), /outside the area of use of EPSG:2056/);
    // Outside of the areas of all operations, PROJ itself would leave the difference of the datums out.
    const islands = await systems.choose(
      'EPSG:2964',
      placeAt({ latitude: 57.33, longitude: -170.3, altitude: 20 }),
    );
    assert.equal(islands.frame, undefined);
    assert.match(islands.notes.join(), /knows no way to EPSG:2964 at the place of the model/);
    const near = await systems.choose('EPSG:25832', placeAt({ latitude: 48, longitude: 13, altitude: 200 }));
    assert.ok(near.frame);
    assert.match(near.notes.join(), /lies outside the area that EPSG:25832 is made for/);
  },
);

test('heights become those of the system only where it is known what they are above', needsProj, async () => {
  const { frame, notes } = await systems.choose('EPSG:32633+5773', placeAt(ORIGIN));
  assert.equal(frame?.heights, 'EGM96 height');
  assert.match(notes.join(), /Heights are above: EGM96 height/);
  assert.ok(frame);
  const [, , above] = openProjection(frame).project([0, 0, 0]);
  // The geoid lies some 45 m above the ellipsoid there.
  const undulation = ORIGIN.altitude - (above + frame.offset[2]);
  assert.ok(undulation > 40 && undulation < 50, `${undulation}`);
  const sea = await systems.choose('EPSG:32633+5773', { ...placeAt(ORIGIN), heightsAbove: 'seaLevel' });
  const seaFrame = sea.frame ?? assert.fail();
  assertNear([openProjection(seaFrame).project([0, 0, 0])[2] + seaFrame.offset[2]], [312.4], 0.001);
  const unknown = await systems.choose('EPSG:32633+5773', { ...placeAt(ORIGIN), heightsAbove: undefined });
  assert.equal(unknown.frame?.heights, 'not known');
  assert.match(unknown.notes.join(), /Heights are not those of .*: they are as the photos state them/);
});

test('a system in feet gives heights in feet too', needsProj, async () => {
  const { frame } = await systems.choose(
    'EPSG:2263',
    placeAt({ latitude: 40.7, longitude: -74, altitude: 100 }),
  );
  assert.deepEqual(frame?.unit, { name: 'US survey foot', metres: 0.304800609601219 });
  const { project } = openProjection(frame ?? assert.fail());
  assertNear(subtract(project([0, 0, 10]), project([0, 0, 0])), [0, 0, 10 / 0.3048006], 0.001);
});

function placeAt(origin: Geodetic): ModelPlace {
  return { origin, box: { centre: [0, 0, 0], halfSize: [800, 800, 500] }, heightsAbove: 'ellipsoid' };
}

async function coordinatesOf(code: string, place: Geodetic): Promise<Vector3> {
  const [result] = askCs2cs(code, [[place.latitude, place.longitude, place.altitude]]);
  return result ?? assert.fail();
}
