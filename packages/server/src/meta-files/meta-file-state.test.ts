import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  canMoveMetaFile,
  META_FILE_MOVES,
  type MetaFileState,
  SETTLED_META_FILE_STATES,
} from './meta-file-state.ts';

const states = Object.keys(META_FILE_MOVES) as MetaFileState[];

test('every state that is not final can end as Failed, so that nothing is stuck', () => {
  const moving = states.filter((state) => !(SETTLED_META_FILE_STATES as readonly string[]).includes(state));
  assert.deepEqual(
    states.filter((from) => canMoveMetaFile(from, 'Failed')),
    moving,
  );
});

test('only what has arrived becomes Ready', () => {
  assert.deepEqual(
    states.filter((from) => canMoveMetaFile(from, 'Ready')),
    ['Uploaded'],
  );
});
