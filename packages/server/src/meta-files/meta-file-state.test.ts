import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  canMoveMetaFile,
  type MetaFileState,
  metaFileMoves,
  settledMetaFileStates,
} from './meta-file-state.ts';

const states = Object.keys(metaFileMoves) as MetaFileState[];

test('every state that is not final can end as Failed, so that nothing is stuck', () => {
  const moving = states.filter((state) => !(settledMetaFileStates as readonly string[]).includes(state));
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
