import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
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

async function openIndex(folder: string, existing: readonly string[] = []): Promise<KeyIndex> {
  const scanKeys = async function* () {
    yield* existing;
  };
  return await KeyIndex.open(folder, scanKeys, (error) => {
    throw error;
  });
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
  assert.ok((await stat(join(folder, 'sorted'))).size > 1_000_000, 'changes were merged');
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
