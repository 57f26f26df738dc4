import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { benchPhotos, multiply } from '../server/bench-photos.ts';
import { ask, forkBenchServer, makeFolder, type ServerAddress } from '../server/bench-server.ts';

const UPLOADS_AT_ONCE = 8;
const COPIES = 8;
const POLL_MS = 50;

/** Seconds from a photo's last byte to its verdict, while others are uploaded beside it as fast as they can be. */
export async function verdictLatency(): Promise<void> {
  await using parts = new AsyncDisposableStack();
  const folder = await makeFolder();
  parts.defer(folder.remove);
  const { name, paths } = await benchPhotos(folder.path);
  const photosFolder = join(folder.path, 'photos');
  await mkdir(photosFolder);
  const photos = await multiply(paths, COPIES, photosFolder);
  const dataFolder = join(folder.path, 'data');
  await mkdir(dataFolder, { mode: 0o711 });
  const server = await forkBenchServer(dataFolder);
  parts.defer(server.stop);
  const { createProject } = await ask<{ createProject: { id: string } }>(
    server,
    'mutation { createProject(name: "verdicts") { id } }',
    {},
  );
  const seconds: number[] = [];
  const queue = photos.values();
  const work = async () => {
    for (const path of queue) seconds.push(await secondsToVerdict(server, createProject.id, path));
  };
  await Promise.all(Array.from({ length: UPLOADS_AT_ONCE }, work));
  seconds.sort((a, b) => a - b);
  const [median, p95] = [0.5, 0.95].map((part) => seconds[Math.floor(part * seconds.length)]?.toFixed(2));
  console.log(`${photos.length} photos (${name}), ${UPLOADS_AT_ONCE} at a time`);
  console.log(`verdict after the last byte: median ${median} s, p95 ${p95} s (wanted: under 5 s)`);
}

async function secondsToVerdict(server: ServerAddress, pid: string, path: string): Promise<number> {
  const register = `mutation ($pid: ID!, $name: String!) {
    uploadImageS3(pid: $pid, bucket: local, filename: $name) { url image { id } } }`;
  const { uploadImageS3 } = await ask<{ uploadImageS3: { url: string; image: { id: string } } }>(
    server,
    register,
    { pid, name: path },
  );
  const response = await fetch(uploadImageS3.url, { method: 'PUT', body: await readFile(path) });
  if (!response.ok) throw new Error(`The store answered ${response.status}`);
  const sent = performance.now();
  const look = 'query ($pid: ID!, $id: ID!) { project(id: $pid) { image(id: $id) { state error } } }';
  for (;;) {
    const { project } = await ask<{ project: { image: { state: string; error: string[] | null } } }>(
      server,
      look,
      { pid, id: uploadImageS3.image.id },
    );
    if (project.image.state === 'Ready') return (performance.now() - sent) / 1000;
    if (project.image.state === 'Invalid') throw new Error(project.image.error?.join());
    await setTimeout(POLL_MS);
  }
}
