import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createVerdictBook } from './verdict-book.ts';

const PHOTO = { name: 'a.jpg', sizeBytes: 1 };

test('a verdict that arrives before the response to the PUT counts', () => {
  const { book, changes } = open();
  book.judged(['a']);
  book.expect('a', { photo: PHOTO, checksum: 'aa' });
  book.expect('b', { photo: PHOTO, checksum: 'bb' });
  assert.equal(book.pendingCount(), 1);
  book.judged(['a', 'b']);
  assert.equal(book.pendingCount(), 0);
  assert.equal(changes(), 1, 'unexpected and repeated verdicts change nothing');
});

test('an image that is uploaded again is pending until its next verdict', () => {
  const { book } = open();
  book.expect('a', { photo: PHOTO, checksum: 'aa' });
  book.judged(['a']);
  book.unjudged('a');
  book.unjudged('a');
  assert.equal(book.pendingCount(), 1);
  book.judged(['a']);
  assert.equal(book.pendingCount(), 0);
});

test('a withdrawn photo is awaited no longer; one that was already there can not be withdrawn', () => {
  const { book } = open();
  book.expect('a', { photo: PHOTO, checksum: 'aa' });
  book.expect('b', { photo: PHOTO });
  assert.deepEqual(book.takeBack('a'), { photo: PHOTO, checksum: 'aa' });
  assert.equal(book.takeBack('b'), undefined);
  assert.deepEqual([...book.awaited.keys()], ['b']);
  assert.equal(book.pendingCount(), 1);
});

function open() {
  let count = 0;
  const book = createVerdictBook(() => {
    count++;
  });
  return { book, changes: () => count };
}
