import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_TASK_OPTIONS } from '../../port/task-options.ts';
import { geoFileOf, notesOnPositions } from './position-files.ts';

const PHOTO = { fileName: 'a.jpg', nodeName: '0-a.jpg', displayName: 'a.jpg' };
const JOB = { options: { ...DEFAULT_TASK_OPTIONS, engine: 'nodeodm' }, controlPoints: [], notes: [] };

test('ODM is not told of local positions, and users are told that', () => {
  const local = { ...JOB, photos: [{ ...PHOTO, position: { x: 1, y: 2, z: 3 } }] };
  assert.deepEqual(geoFileOf(local), []);
  assert.match(notesOnPositions(local).join(), /^The local positions in pose\.txt are left out: .*\.$/);
});

test('ODM is told of positions on earth, longitude first', () => {
  const geographic = {
    ...JOB,
    photos: [{ ...PHOTO, position: { latitude: 47, longitude: 8, altitude: 500 } }, PHOTO],
  };
  assert.equal(geoFileOf(geographic)[0]?.text, 'EPSG:4326\n0-a.jpg 8 47 500\n');
  assert.deepEqual(notesOnPositions(geographic), []);
});
