import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canMove, IMAGE_MOVES, type ImageState, statesBefore } from './image-state.ts';

test('a Ready image moves only when its stored photo is lost', () => {
  assert.deepEqual(IMAGE_MOVES.Ready, ['Invalid']);
});

test('an Invalid image can only be uploaded again', () => {
  assert.deepEqual(IMAGE_MOVES.Invalid, ['Pending', 'Uploaded']);
});

test('every state can end as Invalid, so that nothing is stuck', () => {
  assert.deepEqual(statesBefore('Invalid'), ['Pending', 'Uploading', 'Uploaded', 'Processing', 'Ready']);
});

test('the store may tell of an upload that the client never announced', () => {
  assert.equal(canMove('Pending', 'Uploaded'), true);
});

test('Ready is reached from every state by legal moves alone', () => {
  for (const start of Object.keys(IMAGE_MOVES) as ImageState[]) {
    const seen = new Set<ImageState>([start]);
    for (const state of seen) for (const next of IMAGE_MOVES[state]) seen.add(next);
    assert.ok(seen.has('Ready'), `${start} never becomes Ready`);
  }
});
