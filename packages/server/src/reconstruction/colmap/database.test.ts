import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { inspectDatabase, setLenses, shareCameras } from './database.ts';

/** The part of COLMAP's tables that we read: four photos, each with a camera, the last without features. */
const CONTENTS = `
  CREATE TABLE cameras (camera_id INTEGER PRIMARY KEY, params BLOB, prior_focal_length INTEGER DEFAULT 0);
  CREATE TABLE images (image_id INTEGER PRIMARY KEY, name TEXT UNIQUE, camera_id INTEGER);
  CREATE TABLE descriptors (image_id INTEGER PRIMARY KEY, rows INTEGER);
  CREATE TABLE two_view_geometries (pair_id INTEGER PRIMARY KEY, rows INTEGER);
  INSERT INTO cameras (camera_id) VALUES (1), (2), (3), (4);
  INSERT INTO images VALUES (1, 'a.jpg', 1), (2, 'b.jpg', 2), (3, 'c.jpg', 3), (4, 'd.jpg', 4);
  INSERT INTO descriptors VALUES (1, 900), (2, 800), (3, 700), (4, 0);
  INSERT INTO two_view_geometries VALUES (10, 120), (11, 0), (12, 35);
`;

async function withDatabase(use: (path: string) => void): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-database-'));
  try {
    const path = join(folder, 'database.db');
    using database = new DatabaseSync(path);
    database.exec(CONTENTS);
    use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('the database tells which photos have features and how many pairs fit', async () => {
  await withDatabase((path) => {
    assert.deepEqual(inspectDatabase(path), {
      photos: 4,
      described: ['a.jpg', 'b.jpg', 'c.jpg'],
      matchedPairs: 3,
      verifiedPairs: 2,
    });
    assert.equal(inspectDatabase(`${path}-missing`).photos, 0);
  });
});

test('photos of one camera share it, others keep theirs, and cameras without photos go', async () => {
  await withDatabase((path) => {
    shareCameras(path, [['a.jpg', 'unreadable.jpg', 'c.jpg'], ['b.jpg']]);
    using database = new DatabaseSync(path);
    const cameras = database.prepare('SELECT camera_id FROM images ORDER BY name').all();
    assert.deepEqual(
      cameras.map((row) => row.camera_id),
      [1, 2, 1, 4],
    );
    assert.equal(database.prepare('SELECT count(*) AS count FROM cameras').get()?.count, 3);
  });
});

test('a measured lens is where the estimate of its camera begins, and other cameras keep theirs', async () => {
  await withDatabase((path) => {
    const lens = { focalLength: 3600, centreX: 3010, centreY: 1990, radial: -0.05 };
    setLenses(path, [
      { fileName: 'b.jpg', lens },
      { fileName: 'unreadable.jpg', lens },
    ]);
    using database = new DatabaseSync(path);
    const cameras = database
      .prepare('SELECT params, prior_focal_length FROM cameras ORDER BY camera_id')
      .all();
    assert.deepEqual(
      cameras.map((row) => row.prior_focal_length),
      [0, 1, 0, 0],
    );
    const params = Buffer.from(cameras[1]?.params as Uint8Array);
    assert.deepEqual(
      [0, 8, 16, 24].map((at) => params.readDoubleLE(at)),
      [3600, 3010, 1990, -0.05],
    );
  });
});
