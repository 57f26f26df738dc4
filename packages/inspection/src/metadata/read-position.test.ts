import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { PhotoMetadata } from '../photo-facts.ts';
import { makeTiff, type Tag } from './make-tiff.fixture.ts';
import { positionOf } from './position-of.ts';
import { readMetadata } from './read-metadata.ts';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'position-'));
});
after(() => rm(folder, { recursive: true }));

/** What a receiver writes: degrees in steps of 1/`over`, without letters where they are left out. */
interface Written {
  latitude?: number;
  longitude?: number;
  north?: string;
  east?: string;
  over?: number;
  altitude?: number;
  altitudeRef?: number;
  error?: number;
  make?: string;
  xmp?: string;
}

const XMP_FINE = 'drone-dji:GpsLatitude="46.841234567" drone-dji:GpsLongitude="-91.992345678"';

test('a sign that EXIF lacks is taken of XMP for the same place, else it is told', async () => {
  const west = { latitude: 46.8412345, longitude: 91.9923456 };
  const signed = await read({ ...west, north: 'N', xmp: XMP_FINE });
  assert.deepEqual(signed, { latitude: 46.8412345, longitude: -91.9923456 });
  const byEditor = 'exif:GPSLatitude="46,50.47407N" exif:GPSLongitude="91,59,32.44416W"';
  assert.deepEqual(await read({ ...west, xmp: byEditor }), signed);
  assert.deepEqual(await read({ ...west, north: 'N' }), { ...west, missingHemispheres: ['longitude'] });
  const elsewhere = 'drone-dji:GpsLatitude="46.84" drone-dji:GpsLongitude="-9.5"';
  assert.deepEqual(await read({ ...west, xmp: elsewhere }), { ...west, missingHemispheres: ['longitude'] });
  assert.deepEqual(await read({ ...west, north: '?', east: 'x' }), {
    ...west,
    missingHemispheres: ['latitude', 'longitude'],
  });
  assert.deepEqual(await read({ ...west, north: 'North', east: 'West' }), signed);
});

test('XMP gives the digits that a rounded EXIF lacks, and only those', async () => {
  const names = { north: 'N', east: 'W' };
  const rounded = { latitude: 46.8412, longitude: 91.9923, over: 10_000 };
  const fine = { latitude: 46.841234567, longitude: -91.992345678 };
  assert.deepEqual(await read({ ...names, ...rounded, xmp: XMP_FINE }), fine);
  // 50 m further north, XMP is not what was rounded.
  const other = XMP_FINE.replace('46.8412', '46.8417');
  assert.equal((await read({ ...names, ...rounded, xmp: other })).latitude, 46.8412);
  const coarse = 'drone-dji:GpsLatitude="46.841" drone-dji:GpsLongitude="-91.992"';
  assert.equal((await read({ ...names, ...rounded, xmp: coarse })).latitude, 46.8412);
  // An EXIF that was corrected after the flight by PPK is as fine as XMP.
  const corrected = { latitude: 46.8412411, longitude: 91.9923533 };
  assert.equal((await read({ ...names, ...corrected, xmp: XMP_FINE })).latitude, 46.8412411);
});

test('deviations are those that receivers state, and typical ones of RTK', async () => {
  const place = { latitude: 46.8412345, longitude: 91.9923456, north: 'N', east: 'W', altitude: 200 };
  const deviationOf = async (written: Written) =>
    positionOf(await read({ ...place, ...written }))?.deviation ?? null;
  const rtk = (prefix: string, flag: number) =>
    `${prefix}:RtkFlag="${flag}" ${prefix}:RtkStdLon="0.03" ${prefix}:RtkStdLat="0.04" ${prefix}:RtkStdHgt="0.06"`;
  const { horizontal, vertical } = (await deviationOf({ xmp: rtk('drone-dji', 50) })) ?? assert.fail();
  assert.ok(Math.abs(horizontal - 0.05 / Math.SQRT2) < 1e-9 && vertical === 0.06);
  assert.deepEqual(await deviationOf({ xmp: rtk('drone', 50) }), { horizontal, vertical });
  assert.deepEqual(await deviationOf({ xmp: 'drone-dji:RtkFlag="50"' }), {
    horizontal: 0.02,
    vertical: 0.04,
  });
  assert.equal(await deviationOf({ xmp: 'drone-dji:RtkFlag="16" drone-dji:RtkStdLon="0"' }), null);
  assert.deepEqual(await deviationOf({ error: 4 }), { horizontal: 4, vertical: 8 });
  const eBee =
    '<Camera:GPSXYAccuracy>0.5</Camera:GPSXYAccuracy><Camera:GPSZAccuracy>0.9</Camera:GPSZAccuracy>';
  assert.deepEqual(await deviationOf({ xmp: eBee }), { horizontal: 0.5, vertical: 0.9 });
  // The receiver was exact to centimetres, what is left of it to metres.
  const rounded = { latitude: 46.8412, longitude: 91.9923, over: 10_000, xmp: rtk('drone-dji', 50) };
  assert.ok(((await deviationOf(rounded))?.horizontal ?? 0) > 3);
});

test('altitudes above sea level and above the ellipsoid are told apart where the writer is known', async () => {
  const place = { latitude: 46.8412345, longitude: 91.9923456, north: 'N', east: 'W' };
  const cases: [Written, altitude: number, above?: 'ellipsoid' | 'seaLevel'][] = [
    [{ altitude: 200 }, 200],
    [{ altitude: 3, altitudeRef: 1 }, -3],
    [{ altitude: 200, altitudeRef: 2 }, 200, 'seaLevel'],
    [{ altitude: 3, altitudeRef: 3 }, -3, 'seaLevel'],
    [{ altitude: 200, make: 'Apple' }, 200, 'seaLevel'],
    [{ altitude: 200, make: 'DJI', xmp: 'drone-dji:AltitudeType="GpsFusionAlt"' }, 200],
    [{ altitude: 200, make: 'DJI', xmp: 'drone-dji:AltitudeType="RtkAlt"' }, 200, 'ellipsoid'],
    [{ xmp: 'drone-dji:AbsoluteAltitude="+198.31" drone-dji:RtkFlag="50"' }, 198.31, 'ellipsoid'],
    [{ altitude: 152, xmp: 'drone-dji:AbsoluteAltitude="+198.31" drone-dji:RtkFlag="50"' }, 152],
    [{ altitude: 200, xmp: '<Camera:VertCS>EGM96 geoid</Camera:VertCS>' }, 200, 'seaLevel'],
  ];
  for (const [written, altitude, above] of cases) {
    const position = positionOf(await read({ ...place, ...written }));
    assert.deepEqual([position?.altitude, position?.altitudeAbove], [altitude, above], written.xmp);
  }
});

test('digital zoom and panoramas are read', async () => {
  const zoomed = makeTiff({ exif: [[0xa404, { over: [[20, 10]] }]] });
  assert.deepEqual(await readFileOf(zoomed), { digitalZoomRatio: 2 });
  assert.deepEqual(await readFileOf(makeTiff({ exif: [[0xa404, { over: [[0, 1]] }]] })), {});
  assert.deepEqual(await read({ xmp: '<a GPano:ProjectionType="equirectangular"/>' }), {
    projection: 'equirectangular',
  });
});

async function read(written: Written): Promise<PhotoMetadata> {
  const { latitude, longitude, north, east, over = 1e7, altitude, altitudeRef, error, make, xmp } = written;
  const fraction = (value: number, parts: number): Tag[1] => ({ over: [[Math.round(value * parts), parts]] });
  const gps: Tag[] = [
    ...(north ? [[1, north] satisfies Tag] : []),
    ...(latitude === undefined ? [] : [[2, fraction(latitude, over)] satisfies Tag]),
    ...(east ? [[3, east] satisfies Tag] : []),
    ...(longitude === undefined ? [] : [[4, fraction(longitude, over)] satisfies Tag]),
    ...(altitudeRef === undefined ? [] : [[5, [altitudeRef]] satisfies Tag]),
    ...(altitude === undefined ? [] : [[6, fraction(altitude, 1000)] satisfies Tag]),
    ...(error === undefined ? [] : [[0x1f, fraction(error, 1000)] satisfies Tag]),
  ];
  const main: Tag[] = [
    ...(make ? [[0x10f, make] satisfies Tag] : []),
    ...(xmp ? [[0x2bc, xmp] satisfies Tag] : []),
  ];
  const { make: _, ...found } = await readFileOf(makeTiff({ main, gps }));
  return found;
}

async function readFileOf(file: Buffer): Promise<PhotoMetadata> {
  const path = join(folder, 'photo');
  await writeFile(path, file);
  return readMetadata(path);
}
