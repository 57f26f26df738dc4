import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { KeptFeatures } from './kept-features.ts';

const HOUR_MS = 3600 * 1000;

interface Setting {
  kept: KeptFeatures;
  /** Makes a job's features: a file of so many bytes, written so many hours ago. */
  makeFeatures(content: string, hoursAgo?: number): Promise<string>;
  /** What is kept, by the folders' names. */
  list(): Promise<string[]>;
}

async function withKept(use: (setting: Setting) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-kept-'));
  const keptFolder = join(folder, 'kept');
  try {
    await use({
      kept: new KeptFeatures(keptFolder, {
        maxBytes: 10,
        maxIdleMs: 24 * HOUR_MS,
        now: Date.now,
      }),
      makeFeatures: async (content, hoursAgo = 0) => {
        const features = await mkdtemp(join(folder, 'features-'));
        await writeFile(join(features, 'database.db'), content);
        const written = new Date(Date.now() - hoursAgo * HOUR_MS);
        await utimes(join(features, 'database.db'), written, written);
        await utimes(features, written, written);
        return features;
      },
      list: async () => (await readdir(keptFolder)).sort(),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('what is kept moves to the next job of its series and options, and only once', async () => {
  await withKept(async ({ kept, makeFeatures }) => {
    const first = await makeFeatures('one');
    const place = { seriesKey: 'house', optionsKey: 'fine' };
    await kept.keep(place, first);
    assert.equal(await kept.take({ ...place, optionsKey: 'coarse' }, first), false);
    assert.equal(await kept.take(place, first), true);
    assert.equal(await readFile(join(first, 'database.db'), 'utf8'), 'one');
    assert.equal(await kept.take(place, first), false);
  });
});

test('newer features take the place of older ones, never the other way round', async () => {
  await withKept(async ({ kept, makeFeatures, list }) => {
    const place = { seriesKey: 'house', optionsKey: 'fine' };
    await kept.keep(place, await makeFeatures('old', 2));
    await kept.keep(place, await makeFeatures('new', 1));
    await kept.keep(place, await makeFeatures('old', 2));
    assert.deepEqual(await list(), ['house.fine']);
    const taken = await makeFeatures('');
    await rm(taken, { recursive: true });
    await kept.take(place, taken);
    assert.equal(await readFile(join(taken, 'database.db'), 'utf8'), 'new');
  });
});

test('the longest unused goes where all together is too much, and what is too old goes anyway', async () => {
  await withKept(async ({ kept, makeFeatures, list }) => {
    const keep = async (seriesKey: string, content: string, hoursAgo: number) =>
      kept.keep({ seriesKey, optionsKey: 'fine' }, await makeFeatures(content, hoursAgo));
    await keep('a', '4444', 3);
    await keep('b', '4444', 2);
    assert.deepEqual(await list(), ['a.fine', 'b.fine']);
    await keep('c', '4444', 1);
    assert.deepEqual(await list(), ['b.fine', 'c.fine']);
    await keep('d', '1', 25);
    assert.deepEqual(await list(), ['b.fine', 'c.fine']);
  });
});

test('a series is forgotten whole, and others stay', async () => {
  await withKept(async ({ kept, makeFeatures, list }) => {
    await kept.keep({ seriesKey: 'house', optionsKey: 'fine' }, await makeFeatures('1'));
    await kept.keep({ seriesKey: 'house', optionsKey: 'coarse' }, await makeFeatures('1'));
    const other = { seriesKey: 'house-2', optionsKey: 'fine' };
    await kept.keep(other, await makeFeatures('1'));
    await kept.forget('house');
    assert.deepEqual(await list(), ['house-2.fine']);
    await kept.forget('nothing');
  });
});
