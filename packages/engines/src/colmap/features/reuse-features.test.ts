import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { type ColmapWorkspace, colmapWorkspaceIn } from '../commands/colmap-workspace.ts';
import { type FeaturesOrigin, readOrigin, writeOrigin } from './features-origin.ts';
import { KeptFeatures } from './kept-features.ts';
import { type ReuseNeeds, reuseFeatures } from './reuse-features.ts';

const ORIGIN: FeaturesOrigin = {
  seriesKey: 'house',
  optionsKey: 'fine',
  photos: { 'a.jpg': 'one camera', 'b.jpg': 'one camera', 'c.jpg': 'one camera' },
};

interface Setting {
  /** A new job's. */
  needs: ReuseNeeds;
  /** Where the next database to keep is made. */
  earlier: ColmapWorkspace;
  damages: unknown[];
}

async function withKept(use: (setting: Setting) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-take-up-'));
  try {
    const limits = { maxBytes: 1e9, maxIdleMs: 1e9, now: Date.now };
    const kept = new KeptFeatures(join(folder, 'kept'), limits);
    const workspace = colmapWorkspaceIn(join(folder, 'job'));
    const earlier = colmapWorkspaceIn(join(folder, 'earlier'));
    await mkdir(workspace.folder);
    await mkdir(earlier.featuresFolder, { recursive: true });
    await writeOrigin(earlier, ORIGIN);
    const damages: unknown[] = [];
    const onDamaged = (cause: unknown) => damages.push(cause);
    await use({
      needs: { workspace, kept, signal: new AbortController().signal, onDamaged },
      earlier,
      damages,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function writeDatabase(path: string): void {
  using database = new DatabaseSync(path);
  database.exec(`
    CREATE TABLE cameras (camera_id INTEGER PRIMARY KEY);
    CREATE TABLE images (image_id INTEGER PRIMARY KEY, name TEXT, camera_id INTEGER);
    INSERT INTO cameras VALUES (1);
    INSERT INTO images VALUES (1, 'a.jpg', 1), (2, 'b.jpg', 1), (3, 'c.jpg', 1);
  `);
}

function namesIn({ database: path }: ColmapWorkspace): unknown[] {
  using database = new DatabaseSync(path, { readOnly: true });
  return database
    .prepare('SELECT name FROM images ORDER BY name')
    .all()
    .map((row) => row.name);
}

test('of what is kept, photos stay of which the job knows the same', async () => {
  await withKept(async ({ needs, earlier, damages }) => {
    writeDatabase(earlier.database);
    await needs.kept.keep(ORIGIN, earlier.featuresFolder);
    const photos = { 'a.jpg': 'one camera', 'b.jpg': 'a camera that was measured since', 'd.jpg': 'new' };
    assert.equal(await reuseFeatures(needs, { ...ORIGIN, photos }), 1);
    assert.deepEqual(namesIn(needs.workspace), ['a.jpg']);
    assert.deepEqual((await readOrigin(needs.workspace))?.photos, photos);
    assert.deepEqual(damages, []);
  });
});

test('a damaged database is thrown away, and the job begins without', async () => {
  await withKept(async ({ needs, earlier, damages }) => {
    await writeFile(earlier.database, 'no database');
    await needs.kept.keep(ORIGIN, earlier.featuresFolder);
    assert.equal(await reuseFeatures(needs, ORIGIN), 0);
    await assert.rejects(stat(needs.workspace.database), { code: 'ENOENT' });
    assert.equal(damages.length, 1);
  });
});

test('an interrupted job goes on with its own, but not where it is done in another way since', async () => {
  await withKept(async ({ needs }) => {
    await reuseFeatures(needs, ORIGIN);
    writeDatabase(needs.workspace.database);
    assert.equal(await reuseFeatures(needs, ORIGIN), 3);
    assert.equal(await reuseFeatures(needs, { ...ORIGIN, optionsKey: 'newer version' }), 0);
    await assert.rejects(stat(needs.workspace.database), { code: 'ENOENT' });
  });
});
