import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';

import { copyObjects } from './copy-objects.ts';
import { ObjectFolder } from './folder/object-folder.ts';

const signal = new AbortController().signal;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'copy-objects-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('two copies of a store in use have every object that existed between them, also one removed since', async () => {
  const store = await open('store');
  await store.write({ bucket: 'photos', key: 'kept' }, body('first'));
  await store.write({ bucket: 'photos', key: 'removed' }, body('gone'));
  assert.deepEqual(await copy(), { objects: 2, bytes: 9, damaged: [] });
  await store.remove('photos', 'removed');
  await store.write({ bucket: 'photos', key: 'kept' }, body('second'));
  await store.write({ bucket: 'photos', key: 'added' }, body('new'));
  assert.deepEqual(await copy(), { objects: 2, bytes: 9, damaged: [] });
  assert.deepEqual(await copy(), { objects: 0, bytes: 0, damaged: [] });
  await store.close();

  const copied = await open('copy');
  const contents = await Promise.all(['added', 'kept', 'removed'].map((key) => read(copied, key)));
  assert.deepEqual(contents, ['new', 'second', 'gone']);
  await copied.close();
});

test('an empty store is copied, and a damaged object is reported without affecting others', async () => {
  const store = await open('store');
  assert.deepEqual(await copy(), { objects: 0, bytes: 0, damaged: [] });
  await store.write({ bucket: 'photos', key: 'whole' }, body('whole'));
  await store.write({ bucket: 'photos', key: 'torn' }, body('torn'));
  await store.close();
  const [index = ''] = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.json'));
  await writeFile(join(folder, index), 'no JSON');
  const { objects, damaged } = await copy();
  assert.deepEqual([objects, damaged], [1, [join(folder, index)]]);
});

function open(name: string): Promise<ObjectFolder> {
  return ObjectFolder.open(join(folder, name), {
    buckets: ['photos'],
    now: () => new Date(),
    onDamage: (error) => assert.fail(String(error)),
  });
}

function copy() {
  return copyObjects(join(folder, 'store'), join(folder, 'copy'), signal);
}

async function* body(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

async function read(store: ObjectFolder, key: string): Promise<string> {
  const path = await store.dataPath('photos', key);
  return readFile(path ?? assert.fail(key), 'utf8');
}
