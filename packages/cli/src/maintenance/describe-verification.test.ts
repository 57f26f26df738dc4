import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeDamage, describeVerification } from './describe-verification.ts';

test('each damaged file is named with its project and what to do', () => {
  const at = { projectId: 'p1', damage: 'missing' } as const;
  assert.equal(
    describeDamage({ ...at, kind: 'photo', name: 'IMG_1.jpg' }),
    'missing: photo IMG_1.jpg, project p1 (now Invalid; upload the photo again)',
  );
  assert.equal(
    describeDamage({ ...at, kind: 'tiles', name: 'IMG_1.jpg' }),
    'missing: tiles of IMG_1.jpg, project p1 (made again by the service)',
  );
});

test('photos that were damaged before and have not been uploaded again count as damage', () => {
  const report = { files: 3, bytes: 2_000_000, damaged: 0, remade: 0, rebuiltLists: [], damagedLists: [] };
  assert.equal(describeVerification({ ...report, awaitedPhotos: 0 }).isSound, true);
  const { text, isSound } = describeVerification({ ...report, awaitedPhotos: 2 });
  assert.equal(isSound, false);
  assert.match(text, /^Photos that were damaged and have to be uploaded again: 2\.$/m);
});
