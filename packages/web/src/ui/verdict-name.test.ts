import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verdictName } from './verdict-name.ts';

test('codes are read as words', () => {
  assert.equal(verdictName('Blurred'), 'Blurred');
  assert.equal(verdictName('NoFocalLength'), 'No focal length');
  assert.equal(verdictName('NoExif'), 'No EXIF');
});
