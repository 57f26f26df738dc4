import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { inspectDatabase, keepOnlyPhotos, pairNameOf, setLenses, shareCameras } from './database.ts';

/** How COLMAP numbers the pair of these images. */
const pairIdOf = (first: number, second: number) => first * 2147483647 + second;

/** The part of COLMAP's tables that we read: four photos, each with a camera, the last without features. */
const CONTENTS = `
  CREATE TABLE cameras (camera_id INTEGER PRIMARY KEY, params BLOB, prior_focal_length INTEGER DEFAULT 0);
  CREATE TABLE images (
    image_id INTEGER PRIMARY KEY, name TEXT UNIQUE, camera_id INTEGER REFERENCES cameras(camera_id)
  );
  CREATE TABLE descriptors (
    image_id INTEGER PRIMARY KEY REFERENCES images(image_id) ON DELETE CASCADE, rows INTEGER
  );
  CREATE TABLE matches (pair_id INTEGER PRIMARY KEY, rows INTEGER);
  CREATE TABLE two_view_geometries (pair_id INTEGER PRIMARY KEY, rows INTEGER);
  INSERT INTO cameras (camera_id) VALUES (1), (2), (3), (4);
  INSERT INTO images VALUES (1, 'a.jpg', 1), (2, 'b.jpg', 2), (3, 'c.jpg', 3), (4, 'd.jpg', 4);
  INSERT INTO descriptors VALUES (1, 900), (2, 800), (3, 700), (4, 0);
  INSERT INTO matches VALUES (${pairIdOf(1, 2)}, 140), (${pairIdOf(1, 3)}, 16), (${pairIdOf(2, 3)}, 50);
  INSERT INTO two_view_geometries SELECT pair_id, CASE WHEN rows < 20 THEN 0 ELSE rows - 20 END FROM matches;
`;

/** What COLMAP 3.12 and newer add: each photo is a frame of a rig that its camera is mounted on. */
const FRAMES = `
  CREATE TABLE rigs (rig_id INTEGER PRIMARY KEY, ref_sensor_id INTEGER, ref_sensor_type INTEGER);
  CREATE TABLE frames (frame_id INTEGER PRIMARY KEY, rig_id INTEGER REFERENCES rigs(rig_id) ON DELETE CASCADE);
  CREATE TABLE frame_data (
    frame_id INTEGER REFERENCES frames(frame_id) ON DELETE CASCADE,
    data_id INTEGER, sensor_id INTEGER, sensor_type INTEGER
  );
  INSERT INTO rigs SELECT camera_id + 10, camera_id, 0 FROM cameras;
  INSERT INTO frames SELECT image_id + 20, camera_id + 10 FROM images;
  INSERT INTO frame_data SELECT image_id + 20, image_id, camera_id, 0 FROM images;
`;

async function withDatabase(use: (path: string) => void, more = ''): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-database-'));
  try {
    const path = join(folder, 'database.db');
    {
      using database = new DatabaseSync(path);
      database.exec(CONTENTS + more);
    }
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
      matchedPairs: new Set(['a.jpg b.jpg', 'a.jpg c.jpg', 'b.jpg c.jpg']),
      verifiedPairs: 2,
    });
    assert.equal(pairNameOf('c.jpg', 'a.jpg'), 'a.jpg c.jpg');
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

test('photos that are stored turned get the level camera, and their keypoints are turned once', async () => {
  const params = (...values: number[]) => Buffer.from(new Float64Array(values).buffer).toString('hex');
  const keypoint = Buffer.from(new Float32Array([3, 5, 1, 2, 3, 4]).buffer).toString('hex');
  const sizes = `
    ALTER TABLE cameras ADD COLUMN width INTEGER DEFAULT 30;
    ALTER TABLE cameras ADD COLUMN height INTEGER DEFAULT 40;
    UPDATE cameras SET width = 40, height = 30 WHERE camera_id = 1;
    UPDATE cameras SET params = x'${params(50, 14, 21, 0.1)}';
    CREATE TABLE keypoints (image_id INTEGER PRIMARY KEY, rows INTEGER, cols INTEGER, data BLOB);
    INSERT INTO keypoints SELECT image_id, 1, 6, x'${keypoint}' FROM images;`;
  await withDatabase((path) => {
    const turned = ['b.jpg', 'c.jpg', 'd.jpg'].map((fileName) => ({ fileName, width: 30, height: 40 }));
    // The level photo of the second camera could not be read.
    const groups = [
      ['a.jpg', 'b.jpg'],
      ['unreadable.jpg', 'c.jpg', 'd.jpg'],
    ];
    for (let runs = 0; runs < 2; runs++) shareCameras(path, groups, turned);
    using database = new DatabaseSync(path);
    const keypoints = database.prepare('SELECT data FROM keypoints ORDER BY image_id').all();
    assert.deepEqual(
      keypoints.map(({ data }) => [...new Float32Array((data as Uint8Array).slice().buffer)]),
      [[3, 5, 1, 2, 3, 4], ...turned.map(() => [5, 27, 3, 4, -1, -2])],
    );
    const cameras = database.prepare('SELECT camera_id, width, height, params FROM cameras').all();
    assert.deepEqual(
      cameras.map(({ camera_id, width, height, params }) => [
        [camera_id, width, height],
        [...new Float64Array((params as Uint8Array).slice().buffer)],
      ]),
      [
        [
          [1, 40, 30],
          [50, 14, 21, 0.1],
        ],
        [
          [3, 40, 30],
          [50, 21, 16, 0.1],
        ],
      ],
    );
  }, sizes);
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

test('photos that a job does not have leave nothing behind, and what is known of the others stays', async () => {
  await withDatabase((path) => {
    assert.equal(keepOnlyPhotos(path, ['a.jpg', 'c.jpg', 'new.jpg']), 2);
    assert.deepEqual(inspectDatabase(path), {
      photos: 2,
      described: ['a.jpg', 'c.jpg'],
      matchedPairs: new Set(['a.jpg c.jpg']),
      verifiedPairs: 0,
    });
    using database = new DatabaseSync(path);
    assert.deepEqual(countRows(database, ['descriptors', 'matches', 'cameras']), [2, 1, 2]);
  });
});

test('where photos are frames of rigs, these follow the cameras and go with the photos', async () => {
  await withDatabase((path) => {
    shareCameras(path, [['a.jpg', 'b.jpg'], ['c.jpg']]);
    keepOnlyPhotos(path, ['a.jpg', 'b.jpg']);
    using database = new DatabaseSync(path);
    const frames = database
      .prepare('SELECT frame_id, rig_id, sensor_id FROM frames JOIN frame_data USING (frame_id)')
      .all();
    assert.deepEqual(
      frames.map((row) => Object.values(row)),
      [
        [21, 11, 1],
        [22, 11, 1],
      ],
    );
    assert.deepEqual(countRows(database, ['rigs', 'frames', 'frame_data', 'cameras']), [1, 2, 2, 1]);
  }, FRAMES);
});

test('a damaged database is told', async () => {
  await withDatabase((path) => {
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0xff, 4096, 8192));
    assert.throws(() => keepOnlyPhotos(path, ['a.jpg']), /damaged|malformed/);
  });
});

function countRows(database: DatabaseSync, tables: string[]): number[] {
  return tables.map((table) =>
    Number(database.prepare(`SELECT count(*) AS count FROM ${table}`).get()?.count),
  );
}
