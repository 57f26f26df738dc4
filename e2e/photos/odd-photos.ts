import { crc32, deflateSync } from 'node:zlib';

/** Just enough for the server, which wants a million pixels. */
const WIDTH = 1200;
const HEIGHT = 900;
const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
/** Blotches of these sizes in pixels, on top of each other: full of features, and like no other picture. */
const BLOTCH_SIZES = [160, 40, 10, 5];

/** A PNG of random blotches, different for each seed: a good photo of nothing that another one shows. */
export function drawBlotches(seed: number): Buffer {
  const pixels = Buffer.alloc(HEIGHT * (1 + WIDTH));
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const shades = BLOTCH_SIZES.map((size) =>
        shadeOf(seed, size, [Math.floor(x / size), Math.floor(y / size)]),
      );
      pixels[y * (1 + WIDTH) + 1 + x] = Math.floor(
        shades.reduce((sum, shade) => sum + shade, 0) / BLOTCH_SIZES.length,
      );
    }
  }
  return encodeGreyPng(pixels);
}

/** A PNG of soft slopes, without a single edge: what is left of a photo that is out of focus. */
export function drawHaze(): Buffer {
  const pixels = Buffer.alloc(HEIGHT * (1 + WIDTH));
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      pixels[y * (1 + WIDTH) + 1 + x] = Math.round(128 + 50 * Math.sin(x / 150) + 50 * Math.cos(y / 170));
    }
  }
  return encodeGreyPng(pixels);
}

/**
 * A number from 0 to 255 that nobody can foretell from its neighbours, nor from the same place of another picture: a
 * checksum could be, and such pictures match. After MurmurHash3 (Austin Appleby, public domain).
 */
function shadeOf(seed: number, size: number, cell: readonly [number, number]): number {
  let mixed = seed;
  for (const part of [size, ...cell]) {
    mixed = Math.imul(mixed ^ part, 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    mixed ^= mixed >>> 16;
  }
  return mixed & 0xff;
}

/** `rows` begin with their filter (0) each. Format: https://www.w3.org/TR/png-3/ */
function encodeGreyPng(rows: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header[8] = 8; // bits a channel; colour type 0 is grey
  return Buffer.concat([
    PNG_SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND'),
  ]);
}

function chunk(type: string, data = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
