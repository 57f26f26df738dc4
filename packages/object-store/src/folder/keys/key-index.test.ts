import assert from 'node:assert/strict';
import { appendFile, mkdtemp, open, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';

import { KeyIndex } from './key-index.ts';
import { fromBytes, toBytes } from './key-snapshot.ts';

async function newFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'key-index-'));
  t.after(() => rm(folder, { recursive: true }));
  return join(folder, 'photos');
}

async function openIndex(
  folder: string,
  existing: readonly string[] = [],
  onError: (error: unknown) => void = (error) => {
    throw error;
  },
): Promise<KeyIndex> {
  const scanKeys = async function* () {
    yield* existing;
  };
  return await KeyIndex.open(folder, scanKeys, onError);
}

async function keysFrom(index: KeyIndex, start = ''): Promise<string[]> {
  await using snapshot = await index.snapshot();
  const keys: string[] = [];
  for await (const key of snapshot.keysFrom(toBytes(start))) keys.push(fromBytes(key));
  return keys;
}

function sorted(keys: Iterable<string>): string[] {
  return [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

test('keys come in the order of their UTF-8 bytes, whatever the order of their arrival', async (t) => {
  const index = await openIndex(await newFolder(t));
  // By UTF-16 code units the satellite would come before the last one.
  const keys = ['a', 'a b', 'a-b', 'a/b', 'a0', 'é', '写', '\uffee', '🛰'];
  for (const key of keys.toReversed()) await index.add(key);
  assert.deepEqual(await keysFrom(index), keys);
  assert.deepEqual(await keysFrom(index, 'a/'), keys.slice(3));
  await index.remove('a-b');
  assert.deepEqual(await keysFrom(index, 'a b'), keys.slice(3).toSpliced(0, 0, 'a b'));
  await index.close();
});

test('an index of many keys agrees with a plain set through changes, merges and reopening', async (t) => {
  const folder = await newFolder(t);
  let index = await openIndex(folder);
  const expected = new Set<string>();
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  // Long keys reach the size at which changes are merged sooner.
  const newKey = () => `${random(4)}/${'é'.repeat(random(600))}/${random(5000)}`;
  for (let round = 0; round < 4; round += 1) {
    const known = [...expected];
    const removed = known.filter(() => random(4) === 0);
    const added = Array.from({ length: 1200 }, newKey).filter((key) => !removed.includes(key));
    await Promise.all([...added.map((key) => index.add(key)), ...removed.map((key) => index.remove(key))]);
    for (const key of added) expected.add(key);
    for (const key of removed) expected.delete(key);
    const keys = sorted(expected);
    assert.deepEqual(await keysFrom(index), keys);
    for (const start of [newKey(), newKey(), keys[random(keys.length)] ?? '', '9']) {
      const from = keys.findIndex((key) => Buffer.compare(Buffer.from(key), Buffer.from(start)) >= 0);
      assert.deepEqual(await keysFrom(index, start), from < 0 ? [] : keys.slice(from), start);
    }
    if (round % 2 === 1) {
      await index.close();
      index = await openIndex(folder);
    }
  }
  await index.close();
  assert.ok((await stat(join(folder, 'sorted-keys'))).size > 1_000_000, 'changes were merged');
  assert.equal((await readdir(folder)).length, 2);
});

test('a missing index is rebuilt from the existing keys', async (t) => {
  const folder = await newFolder(t);
  const index = await openIndex(folder, ['b', 'a']);
  await index.add('c');
  await index.close();
  const reopened = await openIndex(folder, ['never asked for']);
  assert.deepEqual(await keysFrom(reopened), ['a', 'b', 'c']);
  await reopened.close();
});

test('a line that was cut short does not spoil the next', async (t) => {
  const folder = await newFolder(t);
  const index = await openIndex(folder);
  await index.add('a');
  await index.close();
  const [journal = ''] = (await readdir(folder)).filter((name) => name.startsWith('journal'));
  await appendFile(join(folder, journal), '\n+cut');
  const reopened = await openIndex(folder);
  await reopened.add('whole');
  await reopened.close();
  const last = await openIndex(folder);
  const keys = await keysFrom(last);
  assert.ok(keys.includes('a') && keys.includes('whole'));
  await last.close();
});

const DAMAGED_FILES = [
  ['sorted keys', /^sorted-keys$/],
  ['journal', /^journal/],
] as const;

for (const [what, file] of DAMAGED_FILES) {
  test(`an index with a damaged byte in its ${what} is built anew when it is opened, and says so`, async (t) => {
    const folder = await newFolder(t);
    const index = await openIndex(folder, ['a', 'b']);
    await index.add('c');
    await index.close();
    const [name = ''] = (await readdir(folder)).filter((entry) => file.test(entry));
    await flipByte(join(folder, name), 1);
    const told: unknown[] = [];
    const reopened = await openIndex(folder, ['a', 'b', 'c'], (error) => told.push(error));
    assert.match(String(told), /The list of keys in .* was damaged. It was rebuilt/);
    assert.deepEqual(await keysFrom(reopened), ['a', 'b', 'c']);
    await reopened.close();
    await openIndex(folder, ['never asked for']).then((whole) => whole.close());
  });
}

test('an index that is damaged while it is in use is built anew with what changes meanwhile', async (t) => {
  const folder = await newFolder(t);
  const told: unknown[] = [];
  const index = await openIndex(folder, ['a', 'b'], (error) => told.push(error));
  await index.add('on its way');
  await flipByte(join(folder, 'sorted-keys'), 0);
  await Promise.all([index.check(), index.add('c'), index.remove('b')]);
  assert.equal(told.length, 1);
  assert.deepEqual(await keysFrom(index), ['a', 'c', 'on its way']);
  await index.check();
  assert.equal(told.length, 1);
  await index.close();
});

async function flipByte(path: string, position: number): Promise<void> {
  await using file = await open(path, 'r+');
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, position);
  await file.write(Buffer.from([(buffer[0] ?? 0) ^ 1]), 0, 1, position);
}
