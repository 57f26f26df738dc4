import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChosenPhoto } from '../platform.ts';
import { createBatchBuffer } from '../waiting/batch-buffer.ts';
import { findMissing } from './find-missing.ts';
import type { HashedPhoto } from './photo-source.ts';
import { startTally } from './upload-tally.ts';

test('the first photo is looked up at once, all waiting ones with one request', async () => {
  const { source, hash, close, asked } = prepare();
  await hash(1);
  assert.equal((await source.take(8)).length, 1);
  await hash(900);
  close();
  assert.equal((await source.take(8)).length, 8);
  assert.equal((await source.take(2000)).length, 892);
  assert.deepEqual(await source.take(8), []);
  assert.deepEqual(asked, [1, 900]);
});

test('with slow hashing, requests become rarer instead of one per photo', async () => {
  const { source, hash, close, asked } = prepare();
  const hashing = hash(4000).then(close);
  let taken = 0;
  for (let photos = await source.take(500); photos.length > 0; photos = await source.take(500)) {
    taken += photos.length;
  }
  await hashing;
  assert.equal(taken, 4000);
  assert.ok(asked.length < 50, `${asked.length} questions`);
});

/** Photos that the project lacks, hashed one by one, yielding to other tasks in between. */
function prepare() {
  const asked: number[] = [];
  const { signal } = new AbortController();
  const hashed = createBatchBuffer<HashedPhoto<ChosenPhoto>>(1000, signal);
  const client = {
    async hasImages(_projectId: string, checksums: readonly string[]) {
      asked.push(checksums.length);
      return checksums.map(() => undefined);
    },
  };
  const needs = { client, projectId: 'p', tally: startTally([]), signal };
  return {
    asked,
    source: findMissing(needs, hashed),
    close: () => hashed.close(),
    async hash(count: number) {
      for (let index = 0; index < count; index++) {
        await hashed.put({ photo: { name: `${index}`, sizeBytes: 1 }, checksum: `${index}` });
        await new Promise<void>((resolve) => setImmediate(resolve));
      }
    },
  };
}
