import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import type { ReadyPhoto } from '../../set-photo.ts';
import { createYielder } from '../../yield-to-event-loop.ts';
import { linkByThumbnails } from './link-by-thumbnails.ts';

const yieldToEventLoop = createYielder(new AbortController().signal);

test('photos of one scene are linked, those of another scene are not', async () => {
  const [town, woods] = await Promise.all([paintScene(1), paintScene(2)]);
  const photos = await Promise.all([
    takePhoto(town, 100, 100, 0),
    takePhoto(town, 220, 120, 12),
    takePhoto(town, 340, 180, -10),
    takePhoto(town, 420, 300, 5),
    takePhoto(woods, 100, 100, 0),
    takePhoto(woods, 210, 180, 8),
  ]);
  const { pairs, read } = await linkByThumbnails(photos, new Set(photos.keys()), yieldToEventLoop);
  assert.equal(read.size, 6);
  const linked = new Set(pairs.map((pair) => pair.join(' ')));
  for (const pair of ['0 1', '1 2', '2 3', '4 5']) assert.ok(linked.has(pair), pair);
  assert.ok(
    pairs.every(([a, b]) => a < 4 === b < 4),
    [...linked].join(', '),
  );
});

test('photos that were not taken one after the other are linked', async () => {
  const [town, woods] = await Promise.all([paintScene(1), paintScene(2)]);
  const photos = await Promise.all([
    takePhoto(town, 100, 100, 0),
    takePhoto(woods, 100, 100, 0),
    takePhoto(town, 200, 140, 90),
    takePhoto(woods, 190, 90, -30),
  ]);
  const { pairs } = await linkByThumbnails(photos, new Set(photos.keys()), yieldToEventLoop);
  assert.deepEqual(
    pairs.toSorted((a, b) => a[0] - b[0]),
    [
      [0, 2],
      [1, 3],
    ],
  );
});

test('a thumbnail that can’t be read is left out, and in a large set none is read', async () => {
  const broken = { ...photoOf(Buffer.from('no picture')) };
  const gone = { ...broken, thumbnail: () => Promise.reject(new Error('gone')) };
  const { read } = await linkByThumbnails([broken, gone], new Set([0, 1]), yieldToEventLoop);
  assert.equal(read.size, 0);
  const many = Array.from({ length: 3000 }, () => broken);
  const { compared } = await linkByThumbnails(many, new Set(many.keys()), yieldToEventLoop);
  assert.equal(compared, 0);
});

test('in a large set a break is found between the least similar consecutive photos', async () => {
  const [town, woods] = await Promise.all([paintScene(1), paintScene(2)]);
  const [first, second] = await Promise.all([takePhoto(town, 100, 100, 0), takePhoto(woods, 100, 100, 0)]);
  const photos = Array.from({ length: 300 }, (_, index) => (index < 200 ? first : second));
  const { pairs, assumed } = await linkByThumbnails(photos, new Set(photos.keys()), yieldToEventLoop);
  assert.ok(assumed.length > 0);
  assert.equal(pairs.length + assumed.length, 298);
  assert.ok([...pairs, ...assumed].every(([a, b]) => a < 200 === b < 200));
});

/** A large image of random blocks on many scales. */
async function paintScene(seed: number): Promise<Buffer> {
  let state = seed;
  const random = (limit: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor(((state >>> 8) / 2 ** 24) * limit);
  };
  const shapes = Array.from({ length: 1500 }, () => {
    const [x, y, width, height] = [random(900), random(900), 4 + random(40), 4 + random(40)];
    const rotation = `rotate(${random(90)} ${x} ${y})`;
    return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="hsl(${random(360)} 40% ${random(100)}%)" transform="${rotation}"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900">${shapes.join('')}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

/** A thumbnail of a part of the scene, rotated by some degrees. */
async function takePhoto(scene: Buffer, left: number, top: number, degrees: number): Promise<ReadyPhoto> {
  const cut = await sharp(scene).extract({ left, top, width: 460, height: 460 }).png().toBuffer();
  const rotated = await sharp(cut).rotate(degrees).png().toBuffer();
  const { width = 0, height = 0 } = await sharp(rotated).metadata();
  const middle = { left: (width - 320) >> 1, top: (height - 240) >> 1, width: 320, height: 240 };
  return photoOf(await sharp(rotated).extract(middle).resize(256).jpeg({ quality: 82 }).toBuffer());
}

function photoOf(thumbnail: Buffer): ReadyPhoto {
  return {
    id: 'id',
    name: 'photo.jpg',
    state: 'Ready',
    facts: { width: 4000, height: 3000, metadata: {} },
    thumbnail: async () => thumbnail,
  };
}
