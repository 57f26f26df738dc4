import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MetaFileName } from './entry.ts';
import { parseMetaFile } from './parse-meta-file.ts';

function parse<Name extends MetaFileName>(name: Name, text: string | Uint8Array, chunkBytes = 7) {
  const bytes = Buffer.from(text);
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  }
  return parseMetaFile(name, chunks());
}

async function namesIn(text: string) {
  const { entries, mistakes } = await parse('pose.txt', text);
  assert.deepEqual(mistakes, []);
  return entries.map(({ line, name, value }) => [line, name, ...Object.values(value)]);
}

test('names may hold spaces: quoted, separated, with an extension, or before nothing but numbers', async () => {
  const text = [
    'coordinatesystem WGS84',
    '# name latitude longitude altitude',
    'DJI 0001 (2).JPG 22.5 114.25 100',
    '"west 7" 22.5 114.25 100 0 -90 12.5',
    "'it''s 8', 22.5, 114.25, 1e2",
    'over the roof, 22.5, 114.25, 100',
    'plain;-22.5;+114.25;.5',
    'with tab\t22.5\t114.25\t100\t0\t0\t0',
    '',
    'north side 22.5 114.25 100',
    '0001 22.5 114.25 100',
  ];
  assert.deepEqual(await namesIn(text.join('\n')), [
    [3, 'DJI 0001 (2).JPG', 22.5, 114.25, 100],
    [4, 'west 7', 22.5, 114.25, 100],
    [5, "it''s 8", 22.5, 114.25, 100],
    [6, 'over the roof', 22.5, 114.25, 100],
    [7, 'plain', -22.5, 114.25, 0.5],
    [8, 'with tab', 22.5, 114.25, 100],
    [10, 'north side', 22.5, 114.25, 100],
    [11, '0001', 22.5, 114.25, 100],
  ]);
});

test('a byte order mark, CRLF and letters of any script are read, however the bytes are cut', async () => {
  const bytes = Buffer.from('\ufeffé 北 1.jpg 1 2 3\r\nb.jpg 4 5 6\r\n\r\nc.jpg 7 8 9\r');
  for (const chunkBytes of [1, 2, 1000]) {
    const { entries, mistakes } = await parse('pose.txt', bytes, chunkBytes);
    assert.deepEqual(mistakes, []);
    assert.deepEqual(
      entries.map(({ line, name, value }) => [line, name, Object.values(value).at(-1)]),
      [
        [1, 'é 北 1.jpg', 3],
        [2, 'b.jpg', 6],
        [4, 'c.jpg', 9],
      ],
    );
  }
});

test('each mistake names the file, the line, what is wrong and what is expected', async () => {
  const text = [
    'a.jpg 22.5 114.25',
    'b.jpg 22,5 114,25 100 7',
    'c.jpg 95 114 100',
    'd.jpg 22 190 100',
    'e.jpg 22 114 1e9',
    'f.jpg 22 114 high',
    'g.jpg 0 0 0',
    'h.jpg 22 114 100',
    'h.jpg 22 114 100',
    'coordinatesystem wgs84',
    'no numbers at all',
  ];
  const { mistakes } = await parse('pose.txt', text.join('\n'));
  const expected = [
    /^pose\.txt, line 1: 2 numbers after the name; expected: name latitude longitude altitude/,
    /^pose\.txt, line 2: .*expected/,
    /line 3: the latitude 95 is not between -90 and 90/,
    /line 4: the longitude 190 is not between/,
    /line 5: the altitude 1000000000 is not between/,
    /line 6: "high" is not a number/,
    /line 7: .*no fix; leave the line out/,
    /line 9: "h\.jpg" is already on line 8/,
    /line 10: the coordinate system belongs on the first line/,
    /line 11: 0 numbers after the name/,
  ];
  assert.equal(mistakes.length, expected.length, mistakes.join('\n'));
  for (const [index, pattern] of expected.entries()) assert.match(mistakes[index] ?? '', pattern);
});

test('in a local coordinate system positions are x, y and z in metres, also zeros and large ones', async () => {
  const text = [
    'CoordinateSystem Local',
    'a.jpg 2600123.25 -1200456.5 -3',
    'b 2.jpg 0 0 0',
    '"c" 1e3 5 7 0 -90 12.5',
  ].join('\n');
  const { entries, mistakes } = await parse('pose.txt', text);
  assert.deepEqual(mistakes, []);
  assert.deepEqual(
    entries.map(({ name, value }) => ({ name, ...value })),
    [
      { name: 'a.jpg', x: 2600123.25, y: -1200456.5, z: -3 },
      { name: 'b 2.jpg', x: 0, y: 0, z: 0 },
      { name: 'c', x: 1000, y: 5, z: 7 },
    ],
  );
});

test('a mistake in a local file tells of metres, and no file inherits the system of another', async () => {
  const { mistakes } = await parse('pose.txt', 'coordinatesystem local\na.jpg 1 2\nb.jpg 1 2e9 3\n');
  assert.match(mistakes[0] ?? '', /line 2: 2 numbers after the name; expected: name x y z/);
  assert.match(mistakes[1] ?? '', /line 3: the coordinate 2000000000 is not between/);
  assert.deepEqual(await namesIn('a.jpg 1 2 3'), [[1, 'a.jpg', 1, 2, 3]]);
  const unknown = await parse('pose.txt', 'coordinatesystem mars\na.jpg 1 2 3\n');
  assert.match(unknown.mistakes.join(), /line 1: .*"mars" is not supported; .*wgs84.* metres in local/);
});

test('degrees in a local file are refused with what to do, a tabletop is not', async () => {
  const degrees = ['a.jpg 22.336 114.265 102', 'b.jpg 22.339 114.266 98', 'c.jpg 22.331 114.262 131'];
  const { mistakes } = await parse('pose.txt', ['coordinatesystem local', ...degrees].join('\n'));
  assert.match(mistakes.join(), /^pose\.txt: All positions have nearly the same x and y, .* wgs84\.$/);
  const tabletop = ['a.jpg 0.2 0 0.3', 'b.jpg 0 0.2 0.3', 'c.jpg -0.2 0 0.3'];
  assert.deepEqual(
    (await parse('pose.txt', ['coordinatesystem local', ...tabletop].join('\n'))).mistakes,
    [],
  );
});

test('twenty mistakes are listed, and no more', async () => {
  const { mistakes } = await parse('pose.txt', 'a.jpg 1\n'.repeat(500));
  assert.equal(mistakes.length, 20);
});

test('what is no list of photos in UTF-8 is refused at its line', async () => {
  const cases: [string | Uint8Array, RegExp][] = [
    ['', /pose\.txt names no photo/],
    ['# nothing\n\n', /pose\.txt names no photo/],
    [`a.jpg 1 2 3\n${'x'.repeat(5000)}`, /line 2: longer than 4096 bytes/],
    [`${'x'.repeat(5000)}\na.jpg 1 2 3`, /line 1: longer than 4096 bytes/],
    [Buffer.from('a.jpg 1 2 3\nä.jpg 1 2 3\n', 'latin1'), /line 2: not UTF-8 text/],
    [Buffer.from('a.jpg 1 2 3\n', 'utf16le'), /line 1: not UTF-8 text/],
    ['#\n'.repeat(100_001), /line 100001: the limit is 100000 lines/],
  ];
  for (const [text, pattern] of cases) {
    const { mistakes } = await parse('pose.txt', text, 4000);
    assert.match(mistakes.join('\n'), pattern);
  }
});

test('a lens has a size and a focal length in pixels, and as much more as is known', async () => {
  const text = [
    'left camera 6000 4000 3600',
    '"IMG 1.JPG",6000,4000,3600,3010,1990,-0.05,0.01,0,0.001,0.002',
    'millimetres 6000 4000 24',
    'half 6000.5 4000 3600',
    'outside 6000 4000 3600 7000 2000',
    'four 6000 4000 3600 3000',
  ];
  const { entries, mistakes } = await parse('camera.txt', text.join('\n'));
  assert.deepEqual(
    entries.map(({ name, value }) => [name, value]),
    [
      [
        'left camera',
        { width: 6000, height: 4000, focalLength: 3600, centreX: 3000, centreY: 2000, radial: 0 },
      ],
      [
        'IMG 1.JPG',
        { width: 6000, height: 4000, focalLength: 3600, centreX: 3010, centreY: 1990, radial: -0.05 },
      ],
    ],
  );
  const expected = [
    /line 3: .*in pixels, not in millimetres/,
    /line 4: .*size/,
    /line 5: .*outside/,
    /line 6: 4 numbers/,
  ];
  for (const [index, pattern] of expected.entries()) assert.match(mistakes[index] ?? '', pattern);
});

test('a group is named where the name of the photo ends for certain', async () => {
  const text = 'a.jpg left\nDSC 7.JPG left camera\n"b" "left"\nc, nadir one\nd right\ne f right\n';
  const { entries, mistakes } = await parse('group.txt', text);
  assert.deepEqual(
    entries.map(({ name, value }) => [name, value]),
    [
      ['a.jpg', 'left'],
      ['DSC 7.JPG', 'left camera'],
      ['b', 'left'],
      ['c', 'nadir one'],
      ['d', 'right'],
    ],
  );
  assert.match(mistakes.join('\n'), /^group\.txt, line 6: expected: name group/);
});
