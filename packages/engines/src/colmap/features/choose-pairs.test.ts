import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LocalPhoto } from '../../local/workspaces/local-job.ts';
import { DEFAULT_TASK_OPTIONS, type TaskOptions } from '../../port/task-options.ts';
import { type ChosenPairs, choosePairs } from './choose-pairs.ts';

/** Matched by position, a photo of this quality has as many neighbours. */
const NEIGHBOURS = 8;

function photo(index: number, position?: LocalPhoto['position']): LocalPhoto {
  const name = `flight-${index}.jpg`;
  return { fileName: `${index}.jpg`, displayName: name, width: 3, height: 2, cameraKey: 'one', position };
}

function pairsOf(photos: LocalPhoto[], matcher: TaskOptions['matcher'] = 'auto'): ChosenPairs {
  const options: TaskOptions = { ...DEFAULT_TASK_OPTIONS, engine: 'colmap', quality: 'preview', matcher };
  return choosePairs({ photos, options });
}

/** A flight in lines: photos every 10 m along lines that lie 40 m apart. */
function flight(lines: number, photosPerLine: number): LocalPhoto[] {
  return Array.from({ length: lines * photosPerLine }, (_, index) => {
    const north = 10 * (index % photosPerLine);
    const east = 40 * Math.floor(index / photosPerLine);
    return photo(index, { latitude: 47 + north / 111_200, longitude: 8 + east / 75_900, altitude: 500 });
  });
}

function partnersOf(index: number, pairs: [number, number][]): number[] {
  return pairs.filter((pair) => pair.includes(index)).map(([a, b]) => (a === index ? b : a));
}

test('a flight is matched in the neighbourhood, across its lines too', () => {
  const { rule, pairs } = pairsOf(flight(5, 20));
  assert.equal(rule, 'spatial');
  assert.ok(pairs.length <= 100 * NEIGHBOURS, `${pairs.length} pairs`);
  assert.equal(new Set(pairs.map(String)).size, pairs.length, 'each pair once');
  const partners = partnersOf(50, pairs);
  assert.ok(partners.includes(49) && partners.includes(51), 'next in its line');
  assert.ok(partners.includes(30) && partners.includes(70), 'beside it in the next lines');
});

test('positions in metres of a local frame give the same pairs as those on earth', () => {
  const onEarth = flight(5, 20);
  const local = onEarth.map((each, index) => {
    const position = { x: 5000 + 40 * Math.floor(index / 20), y: 10 * (index % 20) - 300, z: 80 };
    return { ...each, position };
  });
  assert.equal(pairsOf(local).rule, 'spatial');
  const partners = partnersOf(50, pairsOf(local).pairs);
  assert.ok(partners.includes(49) && partners.includes(30) && !partners.includes(90));
});

test('a photo without a position is matched with its neighbours by name', () => {
  const photos = flight(5, 20).map((each, index) => (index === 42 ? { ...each, position: undefined } : each));
  const { rule, pairs } = pairsOf(photos);
  assert.equal(rule, 'spatial');
  const partners = partnersOf(42, pairs);
  assert.ok(partners.includes(41) && partners.includes(43));
});

test('a small set without positions is matched completely', () => {
  const { rule, pairs } = pairsOf(Array.from({ length: 16 }, (_, index) => photo(index)));
  assert.equal(rule, 'exhaustive');
  assert.equal(pairs.length, 120);
});

test('positions that are all the same tell nothing', () => {
  const spot = { latitude: 47, longitude: 8, altitude: 500 };
  const photos = Array.from({ length: 20 }, (_, index) => photo(index, spot));
  assert.equal(pairsOf(photos).rule, 'exhaustive');
});

test('a large set without positions is matched in the natural order of its names', () => {
  const photos = Array.from({ length: 120 }, (_, index) => photo((index * 7) % 120));
  const { rule, pairs } = pairsOf(photos);
  assert.equal(rule, 'sequential');
  const nameOf = (index: number) => Number(photos[index]?.displayName.match(/\d+/)?.[0]);
  const steps = new Set(pairs.map(([a, b]) => Math.abs(nameOf(a) - nameOf(b))));
  assert.ok(steps.has(1) && steps.has(10) && steps.has(64) && !steps.has(11));
});

test('the matcher that was asked for is used, whatever the photos know', () => {
  const photos = flight(5, 20);
  assert.equal(pairsOf(photos, 'exhaustive').pairs.length, (100 * 99) / 2);
  assert.equal(pairsOf(photos, 'sequential').rule, 'sequential');
  assert.equal(pairsOf(flight(1, 8), 'spatial').rule, 'spatial');
});

test('photos without positions that are to be matched by position are matched by name, which is told', () => {
  const { rule, note } = pairsOf(
    Array.from({ length: 30 }, (_, index) => photo(index)),
    'spatial',
  );
  assert.equal(rule, 'sequential');
  assert.match(note ?? '', /position.*names/);
});
