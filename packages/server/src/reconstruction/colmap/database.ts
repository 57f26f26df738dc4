import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { MeasuredLens } from '../engine.ts';

/** What COLMAP's database holds. Format: https://colmap.github.io/database.html */
export interface DatabaseContents {
  /** Photos that COLMAP could read. */
  photos: number;
  /** File names of the photos that have features. */
  described: string[];
  /** Pairs that were matched, with or without success. */
  matchedPairs: number;
  /** Pairs of photos that show the same things. */
  verifiedPairs: number;
}

/** Counts what COLMAP has put into its database; nothing where there is none. Throws where it is damaged. */
export function inspectDatabase(path: string): DatabaseContents {
  if (!existsSync(path)) return { photos: 0, described: [], matchedPairs: 0, verifiedPairs: 0 };
  using database = new DatabaseSync(path, { readOnly: true });
  const photos = database.prepare('SELECT count(*) AS photos FROM images').get();
  const described = database
    .prepare(
      'SELECT name FROM images JOIN descriptors ON descriptors.image_id = images.image_id WHERE descriptors.rows > 0',
    )
    .all()
    .map((row) => `${row.name}`);
  const pairs = database
    .prepare('SELECT count(*) AS matched, count(nullif(rows, 0)) AS verified FROM two_view_geometries')
    .get();
  return {
    photos: Number(photos?.photos),
    described,
    matchedPairs: Number(pairs?.matched),
    verifiedPairs: Number(pairs?.verified),
  };
}

/**
 * Lets each group of photos (file names) share one camera, so that its lens is estimated from all of them.
 * COLMAP itself can do so for all photos or for none, and makes a second camera where it was interrupted.
 */
export function shareCameras(path: string, groups: Iterable<readonly string[]>): void {
  using database = new DatabaseSync(path);
  const cameraOf = database.prepare('SELECT camera_id FROM images WHERE name = ?');
  const setCamera = database.prepare('UPDATE images SET camera_id = ? WHERE name = ?');
  database.exec('BEGIN');
  for (const group of groups) {
    const shared = group.map((name) => cameraOf.get(name)?.camera_id).find((id) => id !== undefined);
    if (shared === undefined) continue;
    for (const name of group) setCamera.run(shared, name);
  }
  database.exec('DELETE FROM cameras WHERE camera_id NOT IN (SELECT camera_id FROM images)');
  database.exec('COMMIT');
}

/**
 * Lets the estimate of a camera begin with a measured lens: that of the photo (a file name) it belongs to.
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
