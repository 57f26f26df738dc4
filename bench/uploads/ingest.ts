import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { uploadPhotos } from '@tiepoint/client';
import { findPhotos } from '@tiepoint/client/node';
import sharp from 'sharp';
import { benchPhotos, multiply } from '../server/bench-photos.ts';
import { clientOf, countImages, makeFolder, startBenchServer } from '../server/bench-server.ts';

/** Enough that what a server does once, at its start, does not count. */
const COPIES = 16;
const ROUNDS = 3;

/** Photos a second through the whole ingest, against a bare loop of SHA-1, decode and two thumbnails. */
export async function ingest(): Promise<void> {
  const folder = await makeFolder();
  try {
    const { name, paths } = await benchPhotos(folder.path);
    const photosFolder = join(folder.path, 'photos');
    await mkdir(photosFolder);
    const photos = await multiply(paths, COPIES, photosFolder);
    console.log(`${photos.length} photos (${name}), ${ROUNDS} rounds`);
    const ratios: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const bare = photos.length / (await secondsBare(photos));
      const whole = photos.length / (await secondsIngested(photosFolder, join(folder.path, `data-${round}`)));
      ratios.push(whole / bare);
      console.log(
        `  bare ${bare.toFixed(2)} photos/s, ingest ${whole.toFixed(2)} photos/s, ratio ${(whole / bare).toFixed(2)}`,
      );
    }
    const median = ratios.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
    console.log(`ingest / bare: ${median?.toFixed(2)} (median; wanted: at least 0.75)`);
  } finally {
    await folder.remove();
  }
}

async function secondsBare(photos: string[]): Promise<number> {
  // As the library comes, whatever a server in this process has set.
  sharp.concurrency(0);
  sharp.cache(true);
  const started = performance.now();
  const queue = photos.values();
  const work = async () => {
    for (const path of queue) {
      const bytes = await readFile(path);
      createHash('sha1').update(bytes).digest('hex');
      const photo = sharp(bytes, { failOn: 'warning' }).autoOrient();
      const { autoOrient } = await photo.metadata();
      const large = await photo
        .extract({ left: 0, top: 0, ...autoOrient })
        .resize({ width: 1024, height: 1024, fit: 'inside' })
        .jpeg({ quality: 82 })
        .toBuffer();
      await sharp(large).resize({ width: 256, height: 256, fit: 'inside' }).jpeg({ quality: 82 }).toBuffer();
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return (performance.now() - started) / 1000;
}

/** Uploads to a server that leaves the ingest alone, then times one that finds everything waiting. */
async function secondsIngested(photosFolder: string, dataFolder: string): Promise<number> {
  await mkdir(dataFolder, { mode: 0o711 });
  const receiving = await startBenchServer(dataFolder, { TIEPOINT_INGEST_CONCURRENCY: '0' });
  const client = clientOf(receiving);
  const project = await client.createProject('ingest');
  const { photos } = await findPhotos(photosFolder);
  const stopped = new AbortController();
  const uploading = uploadPhotos({ client, projectId: project.id, photos, signal: stopped.signal }).catch(
    () => {},
  );
  while ((await countImages(receiving, project.id, 'Uploaded')) < photos.length) await setTimeout(200);
  stopped.abort();
  await uploading;
  await receiving.stop();

  delete process.env.TIEPOINT_INGEST_CONCURRENCY;

  const server = await startBenchServer(dataFolder);
  const started = performance.now();
  while ((await countImages(server, project.id, 'Ready')) < photos.length) await setTimeout(250);
  const seconds = (performance.now() - started) / 1000;
  await server.stop();
  return seconds;
}
