import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describeExit, runWorker, workerFile } from '@tiepoint/processes';
import type { Database } from '../database/database.ts';
import type { Storage } from '../storage/bucket.ts';
import { findImage } from './find-images.ts';
import { type Image, originalKey } from './image.ts';
import { descriptorKey, tileKey, tilesPrefix } from './tile-layout.ts';

/** What cutting tiles needs. */
export interface TileNeeds {
  database: Database;
  storage: Storage;
  /** For files that live no longer than the work on a photo. */
  tilesFolder: string;
  maxPhotoPixels: number;
}

const WORKER = workerFile(import.meta.url, './tile-worker');
/** 100 megapixels take about 5 seconds; requests wait no longer than this. */
const MAX_SECONDS = 120;
const NICENESS = 5;

/**
 * Cuts a photo into the tiles of a Deep Zoom image (https://openseadragon.github.io/examples/tilesource-dzi/) and puts
 * them into private storage. libvips works in a process of its own, line by line; decoded photos of more than 100 MB
 * go through a file. What is there of an earlier attempt is written over.
 */
export async function cutTiles(needs: TileNeeds, image: Image, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await mkdir(needs.tilesFolder, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(needs.tilesFolder, 'photo-'));
  try {
    await needs.storage.private.useFile(originalKey(image), (photo) =>
      cutPhoto({ photo, folder, maxPixels: needs.maxPhotoPixels }, signal),
    );
    await storeTiles(needs.storage, { image, folder }, signal);
    // A photo that was removed meanwhile took with it what was there then.
    if (!(await findImage(needs.database, image.projectId, image.id)))
      await needs.storage.private.removeAll(tilesPrefix(image));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function cutPhoto(
  { photo, folder, maxPixels }: { photo: string; folder: string; maxPixels: number },
  signal: AbortSignal,
): Promise<void> {
  const end = await runWorker({
    worker: WORKER,
    args: [photo, join(folder, 'tiles.dz'), String(maxPixels)],
    folder,
    env: { TMPDIR: folder },
    niceness: NICENESS,
    // libvips keeps little of a photo in memory, whatever its size.
    bounds: { maxSeconds: MAX_SECONDS, maxMemoryBytes: Number.POSITIVE_INFINITY },
    signal,
  });
  if (end.excess) throw new Error(`Cutting tiles took more than ${MAX_SECONDS} seconds`);
  if (end.code !== 0) throw new Error(`Cutting tiles failed (${describeExit(end)}): ${end.complaint}`);
}

async function storeTiles(
  storage: Storage,
  { image, folder }: { image: Image; folder: string },
  signal: AbortSignal,
): Promise<void> {
  const levels = join(folder, 'tiles_files');
  for (const path of await readdir(levels, { recursive: true })) {
    signal.throwIfAborted();
    const [, level, name] = /^(\d+)\/(\d+_\d+)\.jpeg$/.exec(path) ?? [];
    // libvips writes a file with properties of the photo beside the levels.
    if (level === undefined || name === undefined) continue;
    const tile = await readFile(join(levels, path));
    await storage.private.write(tileKey(image, level, name), [tile], 'image/jpeg');
  }
  const descriptor = await readFile(join(folder, 'tiles.dzi'), 'utf8');
  const named = descriptor.replace('Format="jpeg"', 'Format="jpg"');
  await storage.private.write(descriptorKey(image), [Buffer.from(named)], 'application/xml');
}
