import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import type { Damage } from '../faults/damage.fixture.ts';
import { goodPhotos } from '../faults/good-photos.fixture.ts';
import { damagedJpegs } from '../faults/jpeg-damages.fixture.ts';
import { damagedPngs } from '../faults/png-damages.fixture.ts';
import { drawSample, SAMPLE_SIZE } from '../faults/sample-picture.fixture.ts';
import { damagedTiffs } from '../faults/tiff-damages.fixture.ts';
import { unsuitableFiles } from '../faults/unsuitable-files.fixture.ts';
import { createInspector } from './create-inspector.ts';
import type { Announcement, Inspection } from './inspection.ts';

/** Real photos beside the checkout, where somebody has put some. */
const REAL_PHOTOS = fileURLToPath(new URL('../../../../../shared/photos', import.meta.url));

const LIMITS = { maxPhotoBytes: 20e6, minPhotoPixels: 100_000, maxPhotoPixels: 50e6 };
const inspector = createInspector({ processes: 2, limits: LIMITS });
const folder = await mkdtemp(join(tmpdir(), 'inspector-'));
let files = 0;

after(async () => {
  await inspector.close();
  await rm(folder, { recursive: true });
});

async function inspect(bytes: Uint8Array, announced: Announcement = {}): Promise<Inspection> {
  const path = join(folder, `${files++}`);
  await writeFile(path, bytes);
  return inspector.inspect(path, announced);
}

function codeOf(inspection: Inspection): string {
  return 'faults' in inspection ? (inspection.faults[0]?.code ?? '') : 'Ready';
}

/** What was found, where it is not what was to be found. */
async function misjudged(damages: readonly Damage[]): Promise<string[]> {
  const found = await Promise.all(damages.map(async ({ bytes }) => codeOf(await inspect(bytes))));
  return damages.flatMap(({ name, code }, index) =>
    code === found[index] ? [] : [`${name}: ${code}, found ${found[index]}`],
  );
}

test('no damaged JPEG is Ready, and each gets its reason', async () => {
  assert.deepEqual(await misjudged(await damagedJpegs()), []);
});

test('no damaged PNG is Ready, and each gets its reason', async () => {
  assert.deepEqual(await misjudged(await damagedPngs()), []);
});

test('no damaged TIFF is Ready, and each gets its reason', async () => {
  assert.deepEqual(await misjudged(await damagedTiffs()), []);
});

test('files that are no photo are named, with what to do', async () => {
  const files = await unsuitableFiles();
  const found = await Promise.all(
    files.map(async (file) => ({ ...file, inspection: await inspect(file.bytes) })),
  );
  for (const { name, code, says, inspection } of found) {
    assert.equal(codeOf(inspection), code, name);
    assert.match('faults' in inspection ? (inspection.faults[0]?.message ?? '') : '', says, name);
  }
});

test('good photos of every kind are good', async () => {
  const photos = await goodPhotos();
  const found = await Promise.all(
    Object.entries(photos).map(async ([name, bytes]) => [name, codeOf(await inspect(bytes))]),
  );
  assert.deepEqual(
    found.filter(([, code]) => code !== 'Ready'),
    [],
  );
});

test('real photos are good', { skip: !existsSync(REAL_PHOTOS) }, async () => {
  const names = await readdir(REAL_PHOTOS, { recursive: true });
  const photos = names.filter((name) => /\.(jpe?g|png|tiff?)$/i.test(name));
  const found = await Promise.all(
    photos.map(async (name) => [name, codeOf(await inspector.inspect(join(REAL_PHOTOS, name), {}))]),
  );
  assert.ok(found.length > 0);
  assert.deepEqual(
    found.filter(([, code]) => code !== 'Ready'),
    [],
  );
});

test('what was announced is held against the file', async () => {
  const png = await (await drawSample()).png().toBuffer();
  assert.equal(codeOf(await inspect(png, { type: 'PNG', sizeBytes: png.length })), 'Ready');
  assert.equal(codeOf(await inspect(png, { type: 'JPEG' })), 'WrongType');
  assert.equal(codeOf(await inspect(png, { sizeBytes: png.length + 1 })), 'SizeMismatch');
});

test('sizes over and under the limits are refused before anything is decoded', async () => {
  const small = await (await drawSample(1, { width: 300, height: 200 })).jpeg().toBuffer();
  // Ten thousand pixels square in a few bytes: decoding it would take seconds.
  const create = { width: 10_000, height: 10_000, channels: 3, background: '#000000' } as const;
  const large = await sharp({ create, limitInputPixels: false }).png().toBuffer();
  assert.equal(codeOf(await inspect(Buffer.alloc(0))), 'EmptyFile');
  assert.equal(codeOf(await inspect(small)), 'TooSmall');
  assert.equal(codeOf(await inspect(large)), 'TooLarge');
  assert.equal(codeOf(await inspect(Buffer.alloc(20e6 + 1))), 'TooLarge');
});

test('thumbnails are upright', async () => {
  const lying = await (await drawSample()).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  const inspection = await inspect(lying);
  assert.ok('facts' in inspection);
  const { width, height, type } = inspection.facts;
  assert.deepEqual({ width, height, type }, { ...SAMPLE_SIZE, type: 'JPEG' });
  const sizes = await Promise.all(inspection.thumbnails.map((thumbnail) => sharp(thumbnail).metadata()));
  assert.deepEqual(
    sizes.map((size) => [size.format, size.width, size.height]),
    [
      ['jpeg', 192, 256],
      ['jpeg', 450, 600],
    ],
  );
});

test('a file that is not there is not the photo’s fault', async () => {
  await assert.rejects(inspector.inspect(join(folder, 'none'), {}), /ENOENT/);
});
