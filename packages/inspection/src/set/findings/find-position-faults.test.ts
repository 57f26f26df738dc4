import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReportFinding } from '@tiepoint/protocol';
import type { PhotoMetadata } from '../../photo-facts.ts';
import { flyGrid, takePhotos } from '../planned-flight.fixture.ts';
import { reportSet } from '../report-set.ts';
import type { ReadyPhoto } from '../set-photo.ts';

/* A regular flight of 24 photos, which has no findings, with one fault each. */

const WHOLE = takePhotos(flyGrid(4, 6));

test('positions without their hemisphere are named', async () => {
  const found = await findingsOf(([index]) => (index < 3 ? { missingHemispheres: ['longitude'] } : {}));
  assertFinding(found, ['UncertainSigns', 'Warning', 3], /0001\.jpg.*GPSLongitudeRef.*pose\.txt/);
});

test('positions that are rounded to metres are named, with how much', async () => {
  const found = await findingsOf(([, { latitude = 0, longitude = 0 }]) => ({
    latitude: Math.round(latitude * 1e4) / 1e4,
    longitude: Math.round(longitude * 1e4) / 1e4,
  }));
  const rounded = found.filter(({ code }) => code === 'RoundedPositions');
  assertFinding(rounded, ['RoundedPositions', 'Warning', 24], /24 photos .* about 11 m/);
  assert.ok(found.every(({ code }) => code !== 'RepeatedPositions'));
});

test('a position of the photo before is named, but not in an exposure series or of a second camera', async () => {
  const stale: Change = ([index, own]) => (index === 8 || index === 9 ? placeOf(WHOLE[7]!) : own);
  const found = await findingsOf(stale);
  assertFinding(found, ['RepeatedPositions', 'Warning', 2], /0009\.jpg and 0010\.jpg.* earlier photo/);
  const series = await findingsOf(stale, { warnings: [{ code: 'NearDuplicate' }] });
  assert.ok(series.every(({ code }) => code !== 'RepeatedPositions'));
  const { takenAt } = WHOLE[7]!.facts.metadata;
  const rig = await findingsOf((photo) => ({
    ...stale(photo),
    ...(stale(photo) !== photo[1] && { takenAt }),
  }));
  assert.deepEqual(rig, []);
});

test('one position for all photos is told', async () => {
  const found = await findingsOf(() => placeOf(WHOLE[0]!));
  const repeated = found.filter(({ code }) => code === 'RepeatedPositions');
  assertFinding(repeated, ['RepeatedPositions', 'Warning', 24], /one and the same position/);
});

test('a corridor is told, but not a façade that was photographed from a line at several heights', async () => {
  const corridor = takePhotos(
    Array.from({ length: 20 }, (_, step) => ({ east: 20 * step, north: 10 * step + (step % 2) })),
  );
  assertFinding(await report(corridor), ['PositionsOnLine', 'Warning', 20], /one line.* second line/);
  const facade = corridor.map((photo, index) => withMetadata(photo, { altitude: 580 + 12 * (index % 3) }));
  assert.ok((await report(facade)).every(({ code }) => code !== 'PositionsOnLine'));
});

test('photos without a fix of RTK among others are named', async () => {
  const found = await findingsOf(([index]) => ({
    horizontalDeviation: index < 8 ? 0.015 : index < 16 ? 2 : undefined,
  }));
  assertFinding(found, ['MixedRtk', 'Warning', 16], /0009\.jpg.* beside 8 .* about 2 cm.* PPK/);
  assert.deepEqual(await findingsOf(() => ({ horizontalDeviation: 0.015 })), []);
  assert.deepEqual(await findingsOf(() => ({ horizontalDeviation: 3 })), []);
});

test('altitudes that are missing are told, in some photos as a warning', async () => {
  const some = await findingsOf(([index]) => ({ altitude: index % 2 ? undefined : 580 }));
  assertFinding(some, ['NoAltitudes', 'Warning', 12], /12 photos .* without an altitude/);
  for (const altitude of [undefined, 0]) {
    const none = await findingsOf(() => ({ altitude }));
    assertFinding(none, ['NoAltitudes', 'Notice', 24], /No photo has an altitude/);
  }
});

test('altitudes far from the others are named, but not those of hills, take-offs and the sea', async () => {
  const zero = await findingsOf(([index]) => ({ altitude: index === 5 ? 0 : 198 }));
  assertFinding(zero, ['AltitudeOutliers', 'Warning', 1], /0006\.jpg\) has an altitude of 0 m, .* 198 m/);
  const high = await findingsOf(([index]) => ({ altitude: index > 21 ? 5580 : 580 }));
  assertFinding(high, ['AltitudeOutliers', 'Warning', 2], /5580 m, .* 580 m/);
  const good: Change[] = [
    ([index]) => ({ altitude: 580 + 30 * index, relativeAltitude: 80 + 30 * index }),
    ([index]) => ({ altitude: index < 3 ? 480 : 600, relativeAltitude: undefined }),
    ([index]) => ({ altitude: (index % 5) - 2 }),
  ];
  for (const change of good) {
    const found = await findingsOf(change);
    assert.ok(
      found.every(({ code }) => code !== 'AltitudeOutliers'),
      JSON.stringify(found),
    );
  }
});

test('altitudes of two references are told', async () => {
  const found = await findingsOf(([index]) => ({ altitudeAbove: index < 10 ? 'seaLevel' : 'ellipsoid' }));
  assertFinding(found, ['MixedAltitudes', 'Warning', 10], /10 photos .* above sea level, .* the ellipsoid/);
  assert.deepEqual(await findingsOf(() => ({ altitudeAbove: 'ellipsoid' })), []);
});

type Change = (photo: [index: number, metadata: PhotoMetadata]) => PhotoMetadata;

function findingsOf(change: Change, changed: Partial<ReadyPhoto> = {}): Promise<ReportFinding[]> {
  return report(
    WHOLE.map((photo, index) => ({
      ...withMetadata(photo, change([index, photo.facts.metadata])),
      ...changed,
    })),
  );
}

function withMetadata(photo: ReadyPhoto, metadata: PhotoMetadata): ReadyPhoto {
  return { ...photo, facts: { ...photo.facts, metadata: { ...photo.facts.metadata, ...metadata } } };
}

function placeOf({ facts: { metadata } }: ReadyPhoto): PhotoMetadata {
  return { latitude: metadata.latitude, longitude: metadata.longitude };
}

async function report(photos: readonly ReadyPhoto[]): Promise<ReportFinding[]> {
  return (await reportSet(photos, { signal: new AbortController().signal })).findings;
}

/** Asserts that there is one finding, about so many photos, which says this. */
function assertFinding(
  found: readonly ReportFinding[],
  [code, severity, count]: readonly [string, string, number],
  message: RegExp,
): void {
  assert.deepEqual(
    found.map((finding) => [finding.code, finding.severity, finding.count]),
    [[code, severity, count]],
  );
  assert.match(found[0]?.message ?? '', message);
}
