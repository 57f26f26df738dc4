import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import type { PhotoMeasures } from '../photo-facts.ts';
import { colourSpaceOf } from './colour-space.ts';
import { hashDistance } from './hash-picture.ts';
import { measurePicture } from './measure-picture.ts';

const SIDE = 512;

async function measure(picture: Buffer, colourSpace = 'srgb'): Promise<PhotoMeasures> {
  const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true });
  return measurePicture({ ...info, pixels: data }, colourSpace);
}

/** Squares of two levels. */
function board(square: number, levels: [number, number]): Promise<Buffer> {
  const pixels = Uint8Array.from({ length: SIDE * SIDE }, (_, at) => {
    const odd = (Math.floor(at / SIDE / square) + Math.floor((at % SIDE) / square)) % 2;
    return levels[odd] ?? 0;
  });
  return sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 1 } })
    .png()
    .toBuffer();
}

test('sharpness is the variance of the Laplacian: none of a plain picture, that of its edges of a board', async () => {
  const { sharpness } = await measure(await board(SIDE, [90, 90]));
  assert.equal(sharpness, 0);
  // Single pixels in turn: each differs from its four neighbours by 100.
  const finest = await measure(await board(1, [50, 150]));
  assert.ok(Math.abs(finest.sharpness - 400 ** 2) < 1, String(finest.sharpness));
  const coarser = await measure(await board(8, [50, 150]));
  const softer = await measure(
    await sharp(await board(8, [50, 150]))
      .blur(2)
      .toBuffer(),
  );
  assert.ok(finest.sharpness > coarser.sharpness && coarser.sharpness > 5 * softer.sharpness);
});

test('the ends of the histogram are parts of the picture', async () => {
  const half = await measure(await board(SIDE / 2, [10, 120]));
  assert.deepEqual([half.clippedDark, half.clippedBright], [0.5, 0]);
  const both = await measure(await board(SIDE / 2, [0, 255]), 'cmyk');
  assert.deepEqual([both.clippedDark, both.clippedBright, both.colourSpace], [0.5, 0.5, 'cmyk']);
});

test('the hashes of a picture and of its copies are near, those of other pictures are far', async () => {
  const speckles = (seed: number) => {
    let state = seed;
    const levels = Uint8Array.from({ length: 24 * 24 }, () => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return 60 + ((state >> 16) % 140);
    });
    return sharp(levels, { raw: { width: 24, height: 24, channels: 1 } }).resize(SIDE, SIDE);
  };
  const hashOf = async (bytes: Buffer) => (await measure(bytes)).perceptualHash;
  const hash = await hashOf(await speckles(3).png().toBuffer());
  assert.match(hash, /^[0-9a-f]{16}$/);
  const copies = [
    await speckles(3).jpeg({ quality: 20 }).toBuffer(),
    await speckles(3).linear(0.8, 20).png().toBuffer(),
    await sharp(await speckles(3).png().toBuffer())
      .resize(200)
      .png()
      .toBuffer(),
  ];
  for (const copy of copies) {
    const bits = hashDistance(hash, await hashOf(copy));
    assert.ok(bits <= 7, String(bits));
  }
  assert.ok(hashDistance(hash, await hashOf(await speckles(5).png().toBuffer())) >= 16);
  assert.equal(hashDistance('0000000000000000', 'ffffffffffffffff'), 64);
});

test('the colour space is named by the profile where that is for another RGB', async () => {
  const adobe = profile('desc', Buffer.from('Adobe RGB (1998)\0', 'latin1'));
  const wide = profile('mluc', Buffer.from('ProPhoto RGB', 'utf16le').swap16());
  assert.equal(colourSpaceOf({ space: 'srgb' }), 'srgb');
  assert.equal(colourSpaceOf({ space: 'srgb', icc: adobe }), 'Adobe RGB (1998)');
  assert.equal(colourSpaceOf({ space: 'rgb16', icc: wide }), 'ProPhoto RGB');
  assert.equal(colourSpaceOf({ space: 'cmyk', icc: adobe }), 'cmyk');
  const own = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#777' } })
    .withIccProfile('srgb')
    .jpeg()
    .toBuffer();
  assert.equal(colourSpaceOf(await sharp(own).metadata()), 'srgb');
  for (let length = 0; length < wide.length; length += 3) {
    assert.equal(typeof colourSpaceOf({ space: 'srgb', icc: wide.subarray(0, length) }), 'string');
  }
  wide.fill(0xff, 128);
  assert.equal(colourSpaceOf({ space: 'srgb', icc: wide }), 'srgb');
});

/** A profile with nothing but its description, in the way of version 2 (`desc`) or 4 (`mluc`). */
function profile(kind: 'desc' | 'mluc', name: Buffer): Buffer {
  const words = (...values: number[]) =>
    Buffer.concat(values.map((value) => Buffer.from([0, 0, value >> 8, value & 255])));
  const tag =
    kind === 'desc'
      ? Buffer.concat([Buffer.from(kind), words(0, name.length), name, Buffer.alloc(16)])
      : Buffer.concat([
          Buffer.from(kind),
          words(0, 1, 12),
          Buffer.from('enUS'),
          words(name.length, 28),
          name,
        ]);
  return Buffer.concat([Buffer.alloc(128), words(1), Buffer.from('desc'), words(144, tag.length), tag]);
}
