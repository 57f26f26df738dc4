import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resultFileName } from './image.ts';

test('the same photo has the same name in results after another registration', () => {
  const checksum = '3f786850e387550fdab836ed7e6dc881de23001b';
  for (const filename of [`${checksum}-9d1f03ab.jpg`, `${checksum}-77c0e412.jpg`]) {
    assert.equal(resultFileName({ checksum, filename }), `${checksum}.jpg`);
  }
});

test('a photo registered without a checksum has the name of its upload in results', () => {
  const filename = '01a22f8b51865e7e380c0018.png';
  assert.equal(resultFileName({ checksum: null, filename }), filename);
});
