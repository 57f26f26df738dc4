import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PhotoPosition } from '../metadata/position-of.ts';
import { choosePositions } from './choose-positions.ts';

const EXIF = { latitude: 48, longitude: 9, altitude: 500 };
const POSE = { latitude: 10, longitude: 20, altitude: 30 };
const LOCAL = { x: 1, y: 2, z: 3 };
const PHOTOS = [
  { id: 'with', metadata: EXIF },
  { id: 'without', metadata: {} },
];

function choose(poses: Record<string, PhotoPosition>) {
  const byPhoto = new Map(
    Object.entries(poses).map(([name, value], line) => [name, { name, line: line + 1, value }]),
  );
  const { byPhoto: chosen, ...rest } = choosePositions(PHOTOS, { byPhoto, unknown: [], ambiguous: [] });
  return { ...Object.fromEntries(chosen), ...rest };
}

test('EXIF takes precedence over positions on earth in pose.txt', () => {
  const about = { inLocalFrame: false, fromFile: 1, supersededExif: 0, assumedHemispheres: 0 };
  assert.deepEqual(choose({ with: POSE, without: POSE }), { with: EXIF, without: POSE, ...about });
});

test('pose.txt takes precedence over an EXIF that does not say which hemisphere', () => {
  const metadata = { ...EXIF, missingHemispheres: ['longitude' as const] };
  const pose = { name: 'a', line: 1, value: POSE };
  const poses = { byPhoto: new Map([['given', pose]]), unknown: [], ambiguous: [] };
  const photos = ['given', 'other'].map((id) => ({ id, metadata }));
  const { byPhoto, fromFile, assumedHemispheres } = choosePositions(photos, poses);
  assert.deepEqual([byPhoto.get('given'), byPhoto.get('other')], [POSE, EXIF]);
  assert.deepEqual([fromFile, assumedHemispheres], [1, 1]);
});

test('local positions replace all those in EXIF, because the two cannot be mixed', () => {
  const about = { inLocalFrame: true, fromFile: 1, supersededExif: 1, assumedHemispheres: 0 };
  assert.deepEqual(choose({ without: LOCAL }), { without: LOCAL, ...about });
  assert.deepEqual(choose({ with: LOCAL }), { with: LOCAL, ...about });
});
