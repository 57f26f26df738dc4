import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Report } from '../api/fetch-report.ts';
import { NO_TONE } from './draw-map.ts';
import { cameraName, mapContent, mapLegend } from './map-content.ts';

const CAMERA = { make: 'DJI', model: 'FC300S', serial: null, lens: null, focalLength: 3.6 };

test('photos are coloured by group or camera, and an unconnected one by neither', () => {
  const report = reportOn([
    { id: 'a', group: 0, camera: 0 },
    { id: 'b', group: 0, camera: 1 },
    { id: 'c', group: 1, camera: 1 },
  ]);
  const tones = (colouring: 'group' | 'camera') =>
    mapContent(report, colouring).photos.map(({ tone }) => tone);
  assert.deepEqual(tones('group'), [0, 0, NO_TONE]);
  assert.deepEqual(tones('camera'), [0, 1, 1]);
  assert.deepEqual(
    mapContent(report, 'group').photos.map(({ alone }) => alone),
    [false, false, true],
  );
});

test('overlaps and gaps are drawn between photos with a position', () => {
  const report = reportOn([
    { id: 'a', group: 0, camera: 0 },
    { id: 'b', group: 0, camera: 0 },
    { id: 'nowhere', group: 0, camera: 0, east: null, north: null },
  ]);
  report.overlap.pairs = [0, 1, 1, 2];
  const { photos, overlaps } = mapContent(report, 'group');
  assert.equal(photos.length, 2);
  assert.deepEqual(overlaps, [
    [
      { east: 0, north: 0 },
      { east: 10, north: 0 },
    ],
  ]);
});

test('a legend is shown for more than one colour', () => {
  const together = reportOn([{ id: 'a', group: 0, camera: 0 }]);
  assert.deepEqual(mapLegend(together, 'group'), []);
  const apart = reportOn([0, 0, 0, 1, 1].map((group, index) => ({ id: `${index}`, group, camera: 0 })));
  assert.deepEqual(mapLegend(apart, 'group'), ['3 photos that connect', 'island of 2']);
});

test('a camera is named by its model, with the maker unless the model includes it', () => {
  assert.equal(cameraName({ make: 'DJI', model: 'FC300S' }), 'DJI FC300S');
  assert.equal(cameraName({ make: 'NIKON CORPORATION', model: 'NIKON D7000' }), 'NIKON D7000');
  assert.equal(cameraName({ make: null, model: null }), 'Unknown camera');
});

type PhotoInput = Pick<Report['photos'][number], 'id' | 'group' | 'camera'> & { east?: null; north?: null };

/** A report on photos in a row, 10 metres apart; only what the map reads. */
function reportOn(photos: PhotoInput[]): Report {
  const sizes = [...Map.groupBy(photos, ({ group }) => group).values()].map((members) => members.length);
  return {
    photos: photos.map((photo, index) => ({
      name: photo.id,
      east: 10 * index,
      north: 0,
      footprint: null,
      ...photo,
    })),
    groups: sizes.map((count) => ({ count, photos: [] })),
    cameras: [{ ...CAMERA, focalLengthIn35mm: null, width: 4000, height: 3000, count: photos.length }],
    overlap: { rule: 'Footprints', pairCount: 0, pairs: [], neighbours: 0, compared: 0, assumptions: [] },
    gaps: [],
  } as unknown as Report;
}
