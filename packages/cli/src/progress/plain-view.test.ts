import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainView } from './plain-view.ts';

test('a line is printed now and then when there is progress, and at the end', () => {
  const { view, said, tick } = observe();
  const line = view.begin('Upload', 'bytes', 1_000_000);
  line.set(100_000);
  tick(11);
  line.set(250_000);
  tick(11);
  line.set(250_000);
  tick(11);
  line.set(500_000);
  line.finish();
  line.finish();
  assert.deepEqual(said, [
    'Upload: 25 %, 0.3 of 1.0 MB after 11 s\n',
    'Upload: 50 %, 0.5 of 1.0 MB after 33 s\n',
    'Upload: 1.0 MB, done in 33 s\n',
  ]);
});

test('slow progress is reported once a minute', () => {
  const { view, said, tick } = observe();
  const line = view.begin('2/7 Image matching', 'percent', 100);
  for (let second = 0; second < 130; second++) {
    tick(1);
    line.set(0);
  }
  assert.deepEqual(said, [
    '2/7 Image matching: 0 % after 10 s\n',
    '2/7 Image matching: 0 % after 1 min 10 s\n',
    '2/7 Image matching: 0 % after 2 min 10 s\n',
  ]);
});

function observe() {
  const said: string[] = [];
  let seconds = 0;
  const view = plainView({ write: (text) => said.push(text) }, () => seconds * 1000);
  const tick = (by: number) => {
    seconds += by;
  };
  return { view, said, tick };
}
