import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canMoveMetaFile, META_FILE_MOVES, type MetaFileState } from './meta-file-state.ts';

const states = Object.keys(META_FILE_MOVES) as MetaFileState[];

test('every other state can end as Failed, so that nothing is stuck', () => {
  assert.deepEqual(
    states.filter((from) => canMoveMetaFile(from, 'Failed')),
    states.filter((state) => state !== 'Failed'),
  );
});

test('only what has arrived becomes Ready', () => {
  assert.deepEqual(
    states.filter((from) => canMoveMetaFile(from, 'Ready')),
    ['Uploaded'],
  );
});
