import assert from 'node:assert/strict';
import { link, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';

import { openStoredObject } from '../stored-objects.ts';
import { listObjects } from './list-objects.ts';
import { ObjectFolder } from './object-folder.ts';
import { removeObjects } from './remove-objects.ts';

async function newFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'object-folder-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

async function openFolder(t: TestContext, folder: string, damages: unknown[] = []): Promise<ObjectFolder> {
  const opened = await ObjectFolder.open(folder, {
    buckets: ['photos'],
    now: () => new Date(),
    onDamage: (error) => damages.push(error),
  });
  t.after(() => opened.close());
  return opened;
}

async function readObject(objects: ObjectFolder, key: string): Promise<string> {
  const opened = await objects.open('photos', key);
  assert.ok(opened);
  return (await buffer(opened.file.createReadStream())).toString();
}

async function dataPath(objects: ObjectFolder, key: string): Promise<string> {
  const path = await objects.dataPath('photos', key);
  assert.ok(path);
  return path;
}

function bytes(text: string): Readable {
  return Readable.from([Buffer.from(text)]);
}

test('concurrent writers of one key leave one complete object, and readers always see a complete one', async (t) => {
  const folder = await newFolder(t);
  const objects = await openFolder(t, folder);
  const contents = Array.from({ length: 12 }, (_, index) => String.fromCharCode(97 + index).repeat(100_000));
  await objects.write({ bucket: 'photos', key: 'a' }, bytes(contents[0] ?? ''));
  let writing = true;
  const reading = (async () => {
    while (writing) assert.ok(contents.includes(await readObject(objects, 'a')));
  })();
  await Promise.all(contents.map((content) => objects.write({ bucket: 'photos', key: 'a' }, bytes(content))));
  writing = false;
  await reading;
  assert.ok(contents.includes(await readObject(objects, 'a')));
  assert.equal((await readdir(dirname(await dataPath(objects, 'a')))).length, 2);
});

test('an overwrite changes neither an open file nor a hard link of the old content', async (t) => {
  const folder = await newFolder(t);
  const objects = await openFolder(t, folder);
  await objects.write({ bucket: 'photos', key: 'a' }, bytes('old'));
  const opened = await objects.open('photos', 'a');
  const copy = join(folder, 'copy');
  await link(await dataPath(objects, 'a'), copy);
  await objects.write({ bucket: 'photos', key: 'a' }, bytes('newer'));
  assert.ok(opened);
  assert.equal((await buffer(opened.file.createReadStream())).toString(), 'old');
  assert.equal(await readFile(copy, 'utf8'), 'old');
  assert.equal(await readObject(objects, 'a'), 'newer');
});

test('a write whose body fails changes nothing', async (t) => {
  const folder = await newFolder(t);
  const objects = await openFolder(t, folder);
  await objects.write({ bucket: 'photos', key: 'a' }, bytes('old'));
  const broken = async function* () {
    yield Buffer.from('half');
    throw new Error('the sender went away');
  };
  await assert.rejects(objects.write({ bucket: 'photos', key: 'a' }, broken()), /went away/);
  assert.equal(await readObject(objects, 'a'), 'old');
  assert.deepEqual(await readdir(join(folder, 'incoming')), []);
});

test('opening a folder removes files without an index entry, and keeps objects, damaged ones too', async (t) => {
  const folder = await newFolder(t);
  const objects = await openFolder(t, folder);
  for (const key of ['a', 'b', 'c']) await objects.write({ bucket: 'photos', key }, bytes(`object ${key}`));
  const [a, b, c] = [
    await dataPath(objects, 'a'),
    await dataPath(objects, 'b'),
    await dataPath(objects, 'c'),
  ];
  const otherVersion = (path: string) => path.replace(/\.\w+$/, '.00ff');
  const indexFile = (path: string) => path.replace(/\.\w+$/, '.json');
  await writeFile(join(folder, 'incoming', 'left'), 'x');
  await writeFile(otherVersion(a), 'never committed');
  await writeFile(indexFile(b), '{"key":');
  await writeFile(otherVersion(b), 'x');
  await rm(indexFile(c));

  const damages: unknown[] = [];
  const reopened = await openFolder(t, folder, damages);
  assert.equal(await readObject(reopened, 'a'), 'object a');
  assert.deepEqual((await readdir(dirname(a))).length, 2);
  assert.equal(await readFile(b, 'utf8'), 'object b');
  await assert.rejects(readFile(c), { code: 'ENOENT' });
  assert.deepEqual(await readdir(join(folder, 'incoming')), []);
  assert.match(String(damages), /index file .* is damaged/);
});

test('an object with a damaged index file hides no other, and can be written again and removed', async (t) => {
  const folder = await newFolder(t);
  const objects = await openFolder(t, folder);
  for (const key of ['a', 'b', 'c']) await objects.write({ bucket: 'photos', key }, bytes(`object ${key}`));
  const shards = [await dataPath(objects, 'b'), await dataPath(objects, 'c')].map(dirname);
  for (const key of ['b', 'c']) {
    const path = (await dataPath(objects, key)).replace(/\.\w+$/, '.json');
    // Still a record in form, of the same length.
    await writeFile(path, (await readFile(path, 'utf8')).replace('"sizeBytes":8', '"sizeBytes":9'));
  }
  const request = { prefix: '', delimiter: '', after: '', maxKeys: 9 };
  const listed = await listObjects(objects, 'photos', request);
  assert.deepEqual(
    listed.objects.map(({ key }) => key),
    ['a'],
  );
  await assert.rejects(objects.stat('photos', 'b'), /index file .* is damaged/);
  await objects.write({ bucket: 'photos', key: 'b' }, bytes('again'));
  assert.equal(await readObject(objects, 'b'), 'again');
  await removeObjects(objects, 'photos', 'c');
  await openFolder(t, folder);
  assert.deepEqual((await readdir(shards[0] ?? '')).length, 2);
  assert.deepEqual(await readdir(shards[1] ?? ''), []);
});

test('keys that could be read as paths or as other keys are refused', async (t) => {
  const objects = await openFolder(t, await newFolder(t));
  const badKeys = [
    '',
    '/',
    '/a',
    'a//',
    'a//b',
    '.',
    '../',
    'a/../b',
    './a',
    'a\\b',
    'a\nb',
    'a\u0085',
    '\ud800',
  ];
  for (const key of badKeys) {
    await assert.rejects(
      objects.write({ bucket: 'photos', key }, bytes('')),
      { code: 'InvalidArgument' },
      key,
    );
  }
  await assert.rejects(objects.stat('photos', 'é'.repeat(513)), { code: 'KeyTooLongError' });
  await assert.rejects(objects.stat('..', 'a'), { code: 'NoSuchBucket' });
  for (const key of ['...', 'a/', 'a?b', 'é'.repeat(512), '%2e%2e/a', 'a b+c:*|"<>']) {
    assert.equal((await objects.write({ bucket: 'photos', key }, bytes('x'))).key, key);
  }
});

test('an object whose index file the disk cannot read is damaged, and is healed by a new one', async (t) => {
  const folder = await newFolder(t);
  const objects = await openFolder(t, folder);
  await objects.write({ bucket: 'photos', key: 'a' }, bytes('old'));
  const shard = dirname(await dataPath(objects, 'a'));
  const index = (await readdir(shard)).find((name) => name.endsWith('.json')) ?? assert.fail();
  await rm(join(shard, index));
  // Every read of this file fails with EIO: this is what Linux does at address 0.
  await symlink('/proc/self/mem', join(shard, index));
  assert.deepEqual(await openStoredObject(folder, { bucket: 'photos', key: 'a' }), { state: 'damaged' });
  await objects.write({ bucket: 'photos', key: 'a' }, bytes('new'));
  assert.equal(await readObject(objects, 'a'), 'new');
});
