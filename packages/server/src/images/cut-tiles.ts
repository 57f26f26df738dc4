import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Database } from '../database/database.ts';
import { describeExit, spawnGuarded } from '../processes/guarded-process.ts';
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

const IS_SOURCE = import.meta.url.endsWith('.ts');
const WORKER = fileURLToPath(new URL(IS_SOURCE ? './tile-worker.ts' : './tile-worker.js', import.meta.url));
/** The sources' imports between packages need this; the process inherits no environment, where secrets are. */
const CONDITIONS = IS_SOURCE ? ['--conditions=@tiepoint/source'] : [];
/** 100 megapixels take about 5 seconds; whoever asked does not wait longer than this. */
const MAX_SECONDS = 120;
const NICENESS = 5;
const MAX_COMPLAINT_CHARACTERS = 2000;

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
      runWorker(photo, folder, needs.maxPhotoPixels, signal),
    );
    await storeTiles(needs.storage, image, folder, signal);
    // A photo that was removed meanwhile took with it what was there then.
    if (!(await findImage(needs.database, image.projectId, image.id)))
      await needs.storage.private.removeAll(tilesPrefix(image));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runWorker(
  photo: string,
  folder: string,
  maxPixels: number,
  signal: AbortSignal,
): Promise<void> {
  const worker = spawnGuarded(
    process.execPath,
    [...CONDITIONS, WORKER, photo, join(folder, 'tiles.dz'), String(maxPixels)],
    { cwd: folder, env: { TMPDIR: folder }, niceness: NICENESS, onParentDeath: 'SIGKILL' },
  );
  worker.stdout.resume();
  let complaint = '';
  worker.stderr.on('data', (chunk) => {
    complaint = `${complaint}${chunk}`.slice(-MAX_COMPLAINT_CHARACTERS);
  });
  const end = AbortSignal.any([signal, AbortSignal.timeout(MAX_SECONDS * 1000)]);
  const kill = () => worker.kill('SIGKILL');
  end.addEventListener('abort', kill, { once: true });
  try {
    const exit = await worker.exit;
    end.throwIfAborted();
    if (exit.code !== 0) throw new Error(`Cutting tiles failed (${describeExit(exit)}): ${complaint}`);
  } finally {
    end.removeEventListener('abort', kill);
  }
}

async function storeTiles(
  storage: Storage,
  image: Image,
  folder: string,
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
