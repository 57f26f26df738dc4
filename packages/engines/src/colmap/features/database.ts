import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { MeasuredLens } from '../../port/engine.ts';
import { type StoredPhoto, turnCameras, turnKeypoints } from './turn-keypoints.ts';

/** What COLMAP's database holds. Format: https://colmap.github.io/database.html */
export interface DatabaseContents {
  /** Photos that COLMAP could read. */
  photos: number;
  /** File names of the photos that have features. */
  described: string[];
  /** Pairs that were matched, with or without success, by `pairNameOf`. */
  matchedPairs: ReadonlySet<string>;
  /** Pairs with matches that passed geometric verification. */
  verifiedPairs: number;
}

/** The id of a pair in COLMAP: the lower image id times this, plus the higher one. */
const PAIR_FACTOR = 2147483647;
/** The sensor type of cameras in COLMAP 3.12 and newer. */
const CAMERA_SENSOR = 0;

/** A key for an unordered pair of file names. */
export function pairNameOf(first: string, second: string): string {
  return first < second ? `${first} ${second}` : `${second} ${first}`;
}

/** Summarises COLMAP's database; empty if there is none. Throws if it is damaged. */
export function inspectDatabase(path: string): DatabaseContents {
  if (!existsSync(path)) return { photos: 0, described: [], matchedPairs: new Set(), verifiedPairs: 0 };
  using database = new DatabaseSync(path, { readOnly: true });
  const photos = database.prepare('SELECT count(*) AS photos FROM images').get();
  const described = database
    .prepare(
      'SELECT name FROM images JOIN descriptors ON descriptors.image_id = images.image_id WHERE descriptors.rows > 0',
    )
    .all()
    .map((row) => `${row.name}`);
  const pairs = database
    .prepare(
      `SELECT first.name AS first, second.name AS second, rows FROM two_view_geometries
        JOIN images AS first ON first.image_id = pair_id / ${PAIR_FACTOR}
        JOIN images AS second ON second.image_id = pair_id % ${PAIR_FACTOR}`,
    )
    .all();
  return {
    photos: Number(photos?.photos),
    described,
    matchedPairs: new Set(pairs.map(({ first, second }) => pairNameOf(`${first}`, `${second}`))),
    verifiedPairs: pairs.filter(({ rows }) => Number(rows) > 0).length,
  };
}

/**
 * Lets each group of photos (file names) share one camera, so that its intrinsics are estimated from all of them.
 * COLMAP itself can do so only for all photos or none, and makes a second camera after an interruption. The keypoints of
 * `turned` photos are turned to the level frame of their camera, once.
 */
export function shareCameras(
  path: string,
  groups: Iterable<readonly string[]>,
  turned: readonly StoredPhoto[] = [],
): void {
  using database = new DatabaseSync(path);
  const cameraOf = database.prepare('SELECT camera_id FROM images WHERE name = ?');
  const setCamera = database.prepare('UPDATE images SET camera_id = ? WHERE name = ?');
  database.exec('BEGIN');
  turnKeypoints(database, turned);
  for (const group of groups) {
    const shared = group.map((name) => cameraOf.get(name)?.camera_id).find((id) => id !== undefined);
    if (shared === undefined) continue;
    for (const name of group) setCamera.run(shared, name);
  }
  turnCameras(database, turned);
  updateSensors(database);
  removeUnusedCameras(database);
  database.exec('COMMIT');
}

/**
 * Sets the initial intrinsics of the cameras of photos (file names) to those of a calibrated lens.
 * The parameters are those of COLMAP's SIMPLE_RADIAL: https://colmap.github.io/cameras.html
 */
export function setLenses(path: string, lenses: Iterable<{ fileName: string; lens: MeasuredLens }>): void {
  using database = new DatabaseSync(path);
  const setCamera = database.prepare(
    'UPDATE cameras SET params = ?, prior_focal_length = 1 WHERE camera_id = (SELECT camera_id FROM images WHERE name = ?)',
  );
  database.exec('BEGIN');
  for (const { fileName, lens } of lenses) {
    const parameters = new Float64Array([lens.focalLength, lens.centreX, lens.centreY, lens.radial]);
    setCamera.run(new Uint8Array(parameters.buffer), fileName);
  }
  database.exec('COMMIT');
}

/**
 * Removes all photos but these (file names) from the database, with their features and matches. Returns the number of
 * photos that remain; throws if the database is damaged. Reads the whole file.
 */
export function keepOnlyPhotos(path: string, fileNames: readonly string[]): number {
  using database = new DatabaseSync(path);
  const check = database.prepare('PRAGMA quick_check(1)').get();
  if (check?.quick_check !== 'ok') throw new Error(`${path} is damaged: ${check?.quick_check}`);
  database.exec('CREATE TEMP TABLE gone (id INTEGER PRIMARY KEY)');
  database.exec('BEGIN');
  database
    .prepare(
      'INSERT INTO gone SELECT image_id FROM images WHERE name NOT IN (SELECT value FROM json_each(?))',
    )
    .run(JSON.stringify(fileNames));
  removeFrames(database);
  for (const table of tablesWith(database, 'pair_id')) {
    database.exec(
      `DELETE FROM ${table} WHERE pair_id / ${PAIR_FACTOR} IN gone OR pair_id % ${PAIR_FACTOR} IN gone`,
    );
  }
  for (const table of tablesWith(database, 'image_id')) {
    database.exec(`DELETE FROM ${table} WHERE image_id IN gone`);
  }
  removeUnusedCameras(database);
  database.exec('COMMIT');
  return Number(database.prepare('SELECT count(*) AS photos FROM images').get()?.photos);
}

/** COLMAP 3.12 and newer store the camera of a photo three times: all must agree. */
function updateSensors(database: DatabaseSync): void {
  if (tablesWith(database, 'corr_sensor_id').length > 0) {
    database.exec(
      `UPDATE pose_priors SET corr_sensor_id = (SELECT camera_id FROM images WHERE image_id = corr_data_id)
        WHERE corr_sensor_type = ${CAMERA_SENSOR}`,
    );
  }
  if (!hasFrames(database)) return;
  database.exec(
    `UPDATE frame_data SET sensor_id = (SELECT camera_id FROM images WHERE image_id = data_id)
      WHERE sensor_type = ${CAMERA_SENSOR};
    UPDATE frames SET rig_id = (
      SELECT rigs.rig_id FROM frame_data
        JOIN rigs ON rigs.ref_sensor_id = sensor_id AND rigs.ref_sensor_type = sensor_type
        WHERE frame_data.frame_id = frames.frame_id
    )`,
  );
}

/** Removes what COLMAP 3.12 and newer store of removed photos. */
function removeFrames(database: DatabaseSync): void {
  for (const table of tablesWith(database, 'corr_data_id')) {
    database.exec(`DELETE FROM ${table} WHERE corr_sensor_type = ${CAMERA_SENSOR} AND corr_data_id IN gone`);
  }
  if (!hasFrames(database)) return;
  database.exec(
    `DELETE FROM frames WHERE frame_id IN (
      SELECT frame_id FROM frame_data WHERE sensor_type = ${CAMERA_SENSOR} AND data_id IN gone
    );
    DELETE FROM frame_data WHERE frame_id NOT IN (SELECT frame_id FROM frames)`,
  );
}

function removeUnusedCameras(database: DatabaseSync): void {
  if (hasFrames(database)) database.exec('DELETE FROM rigs WHERE rig_id NOT IN (SELECT rig_id FROM frames)');
  database.exec('DELETE FROM cameras WHERE camera_id NOT IN (SELECT camera_id FROM images)');
}

function hasFrames(database: DatabaseSync): boolean {
  return tablesWith(database, 'rig_id').includes('frames');
}

/** COLMAP's tables differ from version to version. */
function tablesWith(database: DatabaseSync, column: string): string[] {
  return database
    .prepare(
      `SELECT tables.name FROM main.sqlite_master AS tables, pragma_table_info(tables.name) AS columns
        WHERE tables.type = 'table' AND columns.name = ?`,
    )
    .all(column)
    .map((row) => `${row.name}`);
}
