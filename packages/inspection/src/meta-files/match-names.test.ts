import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeUnmatched } from './describe-unmatched.ts';
import type { Lens } from './entry.ts';
import { matchNames } from './match-names.ts';
import { matchCameras } from './photo-hints.ts';

const imagesCalled = (...names: string[]) => names.map((name) => ({ id: `id of ${name}`, name }));
const entriesCalled = (...names: string[]) =>
  names.map((name, index) => ({ line: index + 1, name, value: name }));

test('names are found exactly, then without folders, then without regard to case', () => {
  const images = imagesCalled('a.jpg', 'B 1.JPG', 'flight/c.jpg', 'flight/d.jpg');
  const entries = entriesCalled('a.jpg', 'D:\\photos\\b 1.jpg', 'c.jpg', 'other/D.JPG', 'e.jpg');
  const { byPhoto, unknown, ambiguous } = matchNames(entries, images);
  assert.deepEqual(Object.fromEntries([...byPhoto].map(([id, { name }]) => [id, name])), {
    'id of a.jpg': 'a.jpg',
    'id of B 1.JPG': 'D:\\photos\\b 1.jpg',
    'id of flight/c.jpg': 'c.jpg',
    'id of flight/d.jpg': 'other/D.JPG',
  });
  assert.deepEqual(
    unknown.map(({ name }) => name),
    ['e.jpg'],
  );
  assert.deepEqual(ambiguous, []);
});

test('a closer name keeps its photo, and names that could be several photos get none', () => {
  const images = imagesCalled('a.jpg', 'x/b.jpg', 'y/b.jpg', 'c.jpg');
  const entries = entriesCalled('a.jpg', 'A.JPG', 'b.jpg', '1/c.jpg', '2/c.jpg');
  const matches = matchNames(entries, images);
  assert.deepEqual([...matches.byPhoto.keys()], ['id of a.jpg']);
  assert.deepEqual(describeUnmatched('pose.txt', matches), [
    'pose.txt, line 2: no Ready photo is called "A.JPG".',
    ...[
      [3, 'b.jpg'],
      [4, '1/c.jpg'],
      [5, '2/c.jpg'],
    ].map(
      ([line, name]) =>
        `pose.txt, line ${line}: "${name}" could be several photos, or several lines mean the same photo; write its whole name.`,
    ),
  ]);
});

test('a long list of unknown names is cut and counted', () => {
  const entries = Array.from({ length: 45 }, (_, index) => ({
    line: index + 1,
    name: `${index}.jpg`,
    value: 0,
  }));
  const sentences = describeUnmatched('pose.txt', matchNames(entries, []));
  assert.equal(sentences.length, 21);
  assert.equal(sentences.at(-1), 'pose.txt: 25 more lines like these.');
});

test("a lens of a group is that of all its photos, but a photo's own comes first", () => {
  const lens = (focalLength: number): Lens => ({
    width: 60,
    height: 40,
    focalLength,
    centreX: 30,
    centreY: 20,
    radial: 0,
  });
  const images = imagesCalled('a.jpg', 'b.jpg', 'c.jpg');
  const groups = matchNames(
    ['a.jpg', 'b.jpg'].map((name, index) => ({ line: index + 1, name, value: 'left' })),
    images,
  );
  const cameras = [
    { line: 1, name: 'left', value: lens(50) },
    { line: 2, name: 'b.jpg', value: lens(51) },
    { line: 3, name: 'right', value: lens(52) },
  ];
  const { byPhoto, unknown } = matchCameras(cameras, groups, images);
  assert.deepEqual(Object.fromEntries([...byPhoto].map(([id, { line }]) => [id, line])), {
    'id of a.jpg': 1,
    'id of b.jpg': 2,
  });
  assert.deepEqual(
    unknown.map(({ name }) => name),
    ['right'],
  );
});
