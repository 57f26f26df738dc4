import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TaskOptions } from '../api/fetch-project.ts';
import { optionList, waitsFor } from './option-names.ts';

const OPTIONS: TaskOptions = {
  quality: 'high',
  engine: 'colmap',
  maxImageSize: null,
  matcher: 'auto',
  cameraSharing: 'single',
  coordinateSystem: 'local',
  altitudesAbove: null,
  targetFaces: null,
};

test('options are shown by names that users know', () => {
  const told = new Map(
    optionList({ ...OPTIONS, maxImageSize: 4000, coordinateSystem: 'EPSG:32633' }, 'COLMAP 3.8'),
  );
  assert.equal(told.get('Engine'), 'COLMAP 3.8');
  assert.equal(told.get('Maximum image size'), '4,000 px at most');
  assert.equal(told.get('Coordinates'), 'EPSG:32633');
  assert.equal(told.get('Altitudes above'), 'Automatic: as the photos state');
  const wkt = new Map(optionList({ ...OPTIONS, coordinateSystem: `PROJCS["${'a'.repeat(100)}"]` }));
  assert.match(wkt.get('Coordinates') ?? '', /^PROJCS\["a{30,}…$/);
  assert.equal(told.get('Triangles'), 'As many as the photos support');
});

test('the conditions of a pending start are one sentence', () => {
  const wait = { options: OPTIONS, minReadyPercent: null, startAt: null };
  assert.equal(waitsFor(wait), 'It starts automatically as soon as all photos are checked.');
  assert.match(waitsFor({ ...wait, minReadyPercent: 90 }), /as soon as 90 % of the photos are Ready\.$/);
  const both = { ...wait, minReadyPercent: 90, startAt: '2026-05-31T22:00:00.000Z' };
  assert.match(waitsFor(both), /Ready, or on \d+ \w+ 2026/);
});
