import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { IMAGE_WARNING } from '@tiepoint/protocol';
import sharp, { type Sharp } from 'sharp';
import { judgePhoto } from '../decoder/judge-photo.ts';
import { makeTiff, type Tag, withExif } from '../metadata/make-tiff.fixture.ts';
import type { PhotoFacts } from '../photo-facts.ts';
import { warnOfPhoto } from './warn-of-photo.ts';
import { type PhotoOfSet, warnOfSet } from './warn-of-set.ts';

/* Photos that can be decoded but don't suit, made as files: each goes through all of the checks, in a set of good ones. */

const WIDTH = 1320;
const HEIGHT = 880;
const GOOD_PHOTOS = 6;
const LIMITS = { minPhotoPixels: 1e6, maxPhotoPixels: 1e8, maxPhotoBytes: 1e8 };

/** What the camera writes; `undefined` leaves a tag out. */
interface Exif {
  camera: string;
  serial: string;
  lens: string;
  takenAt: string;
  focalLength?: number;
  latitude?: number;
  longitude: number;
}

interface Kind {
  name: string;
  codes: IMAGE_WARNING[];
  make: () => Promise<Buffer>;
}

let folder: string;
let good: PhotoOfSet[];

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kinds-'));
  good = [];
  for (let seed = 0; seed < GOOD_PHOTOS; seed++) {
    const photo = await asJpeg(picture(seed), exifOf(seed));
    good.push({ id: `good ${seed}`, name: `good ${seed}`, facts: await factsOf(photo) });
  }
});
after(() => rm(folder, { recursive: true }));

const SEED = 90;
const plain = () => picture(SEED);
const alike = { ...exifOf(1), takenAt: '2026:03:01 12:00:59' };

const kinds: Kind[] = [
  of('out of focus', ['Blurred'], plain().blur(4)),
  of('blurred along a line', ['Blurred'], plain().convolve(line(31))),
  of('blurred all around', ['Blurred'], plain().convolve(box(9))),
  of('a little soft, among sharp ones', ['Blurred'], plain().blur(1.3)),
  of('four stops too dark', ['Underexposed'], exposed(plain(), -4)),
  of('the lens cap', ['Underexposed'], plain().linear(0.02, 2)),
  of('four stops too bright', ['Overexposed'], exposed(plain(), 4)),
  of('into the sun', ['Overexposed'], plain().linear(0.5, 220)),
  { name: 'without metadata', codes: ['NoExif'], make: () => plain().jpeg().toBuffer() },
  { name: 'exported as PNG', codes: ['NoExif'], make: () => plain().png({ compressionLevel: 1 }).toBuffer() },
  { name: 'exported as TIFF', codes: ['NoExif'], make: () => plain().tiff().toBuffer() },
  of('an old lens', ['NoFocalLength'], plain(), { focalLength: undefined }),
  of('no receiver', ['NoPosition'], plain(), { latitude: undefined }),
  of('a receiver without a fix', ['NoPosition'], plain(), { latitude: 0, longitude: 0 }),
  of('of another town', ['FarFromRest'], plain(), { latitude: 47.2 }),
  of('latitude and longitude exchanged', ['FarFromRest'], plain(), { latitude: 8, longitude: 47 }),
  of('of the year before', ['OtherTime'], plain(), { takenAt: '2025:03:01 12:00:00' }),
  of('a clock that was never set', ['OtherTime'], plain(), { takenAt: '2000:01:01 00:00:00' }),
  { name: 'saved again', codes: ['NearDuplicate'], make: () => asJpeg(picture(1), alike, 40) },
  { name: 'a brighter copy', codes: ['NearDuplicate'], make: () => asJpeg(picture(1).linear(1.2, 5), alike) },
  { name: 'twice from one spot', codes: ['NearDuplicate'], make: () => asJpeg(picture(1).blur(0.6), alike) },
  {
    name: 'resized',
    codes: ['OtherCamera', 'Edited'],
    make: () => asJpeg(plain().resize(1232), exifOf(SEED)),
  },
  {
    name: 'cropped',
    codes: ['OtherCamera', 'Edited'],
    make: () => asJpeg(plain().extract({ left: 9, top: 9, width: 1300, height: 800 }), exifOf(SEED)),
  },
  of('another camera', ['OtherCamera'], plain(), { camera: 'EOS R5' }),
  of('another body of the same camera', ['OtherCamera'], plain(), { serial: 'B2' }),
  of('another lens', ['OtherCamera'], plain(), { lens: '50 mm' }),
  of('zoomed in', ['OtherCamera'], plain(), { focalLength: 50 }),
  of('without colours', ['ColourSpace'], plain().toColourspace('b-w')),
  of('for print', ['ColourSpace'], plain().toColourspace('cmyk').withIccProfile('cmyk')),

  of('a good one', [], plain()),
  of('one stop darker', [], exposed(plain(), -1)),
  of('one stop brighter', [], exposed(plain(), 1)),
  of('in the colours of phones', [], plain().withIccProfile('p3')),
  of('hours later', [], plain(), { takenAt: '2026:03:01 20:00:00' }),
  of('at the other end of the site', [], plain(), { latitude: 47.003 }),
  { name: 'strongly compressed', codes: [], make: () => asJpeg(plain(), exifOf(SEED), 30) },
];

for (const { name, codes, make } of kinds) {
  test(`${name}: ${codes.join(', ') || 'nothing to say'}`, async () => {
    const facts = await factsOf(await make());
    const ofSet = warnOfSet([...good, { id: 'odd', name: 'odd', facts }]);
    const warnings = [...(ofSet.get('odd') ?? []), ...warnOfPhoto(facts)];
    assert.deepEqual(
      new Set(warnings.map(({ code }) => code)),
      new Set(codes),
      JSON.stringify(facts.measures),
    );
    for (const { message } of warnings) assert.match(message, /^[A-Z].{30,}\.$/);
    for (const { id, facts } of good)
      assert.deepEqual([...warnOfPhoto(facts), ...(ofSet.get(id) ?? [])], [], id);
  });
}

function of(
  name: string,
  codes: IMAGE_WARNING[],
  photo: Sharp | Promise<Sharp>,
  changes: Partial<Exif> = {},
): Kind {
  return { name, codes, make: async () => asJpeg(await photo, { ...exifOf(SEED), ...changes }) };
}

async function factsOf(file: Buffer): Promise<PhotoFacts> {
  const path = join(folder, 'photo');
  await writeFile(path, file);
  const found = await judgePhoto(path, {}, LIMITS);
  assert.ok('facts' in found, JSON.stringify(found));
  return found.facts;
}

/** Ground with details of all sizes, another one for each seed. */
function picture(seed: number): Sharp {
  let state = seed * 7919 + 17;
  const random = () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
  const pixels = new Uint8Array(WIDTH * HEIGHT * 3);
  const coarse = Float64Array.from({ length: 24 * 16 }, random);
  const middle = Float64Array.from({ length: 132 * 88 }, random);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const patch = coarse[Math.floor(y / 55) * 24 + Math.floor(x / 55)] ?? 0;
      const stone = middle[Math.floor(y / 10) * 132 + Math.floor(x / 10)] ?? 0;
      const level = 40 + 90 * patch + 45 * stone + 30 * random();
      const at = (y * WIDTH + x) * 3;
      pixels[at] = level;
      pixels[at + 1] = level * 0.95;
      pixels[at + 2] = level * 0.8;
    }
  }
  return sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } });
}

/** A metre further north and a second later for each seed. */
function exifOf(seed: number): Exif {
  return {
    camera: 'FC6310',
    serial: 'A1',
    lens: '24 mm',
    takenAt: `2026:03:01 12:00:${String(seed % 60).padStart(2, '0')}`,
    focalLength: 8.8,
    latitude: 47 + seed * 0.00001,
    longitude: 8,
  };
}

async function asJpeg(photo: Sharp, exif: Exif, quality = 90): Promise<Buffer> {
  const { camera, serial, lens, takenAt, focalLength, latitude, longitude } = exif;
  const tiff = makeTiff({
    main: [[0x110, camera]],
    exif: [
      [0x9003, takenAt],
      ...(focalLength === undefined ? [] : [[0x920a, fraction(focalLength)] satisfies Tag]),
      [0xa002, [WIDTH]],
      [0xa003, [HEIGHT]],
      [0xa431, serial],
      [0xa434, lens],
    ],
    ...(latitude !== undefined && {
      gps: [
        [1, 'N'],
        [2, fraction(latitude)],
        [3, 'E'],
        [4, fraction(longitude)],
      ],
    }),
  });
  return withExif(await photo.jpeg({ quality }).toBuffer(), tiff);
}

function fraction(value: number): { over: [number, number][] } {
  return { over: [[Math.round(value * 1e7), 1e7]] };
}

/** Light in the scene is multiplied; sRGB is about a power of 2.2 of it. */
function exposed(photo: Sharp, stops: number): Promise<Sharp> {
  return photo
    .clone()
    .linear(2 ** (stops / 2.2), 0)
    .png({ compressionLevel: 0 })
    .toBuffer()
    .then((bytes) => sharp(bytes));
}

function line(length: number) {
  const middle = (length - 1) / 2;
  const kernel = Array.from({ length: length * length }, (_, at) =>
    Math.floor(at / length) === middle ? 1 : 0,
  );
  return { width: length, height: length, kernel };
}

function box(side: number) {
  return { width: side, height: side, kernel: Array.from({ length: side * side }, () => 1) };
}
