import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Connection, createClient, type UploadReport, uploadPhotos } from '@tiepoint/client';
import { type FilePhoto, findPhotos, nodePlatform } from '@tiepoint/client/node';
import { openAccounts } from '@tiepoint/server';
import { type ProcessSize, readProcessSize } from '../costs/process-size.ts';
import { ask, forkBenchServer, makeFolder, type ServerAddress } from '../server/bench-server.ts';
import { drawSmallPhotos } from './draw-small-photos.ts';
import { holdEventStreams } from './hold-event-streams.ts';
import { holdSlowConnections } from './hold-slow-connections.ts';

const USERS = 3;
const CLIENTS = 16;
const OBJECTS = Number(process.env.BENCH_OBJECTS ?? 20_000);
const SLOW_CONNECTIONS = 200;
const EVENT_STREAMS = 500;
const IDLE_QUERIES = 400;
const QUERY_PAUSE_MS = 25;
const SIZE_EVERY_MS = 2000;
/** All clients of this run have one address. */
const SETTINGS = {
  TIEPOINT_MIN_PHOTO_PIXELS: '1000',
  TIEPOINT_MAX_ADDRESS_REQUESTS: '2000',
  TIEPOINT_MAX_ADDRESS_STREAMS: '1000',
  TIEPOINT_MAX_USER_STREAMS: '300',
};
const PASSWORD = 'measured with care';

/**
 * Uploads of 16 clients of three users, besides slow connections and event streams: latency of a trivial query against
 * its idle value, and memory and descriptors of the server in the first and in the second half.
 */
export async function load(): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const folder = await makeFolder();
  stack.defer(folder.remove);
  const photosFolder = join(folder.path, 'photos');
  await drawSmallPhotos(photosFolder, OBJECTS);
  const { photos } = await findPhotos(photosFolder);
  Object.assign(process.env, SETTINGS);
  const dataFolder = join(folder.path, 'data');
  await mkdir(dataFolder, { mode: 0o711 });
  const emails = await addUsers(dataFolder);
  const server = await forkBenchServer(dataFolder);
  stack.defer(server.stop);
  const projects = await Promise.all(emails.map((email) => openProject(server, email)));

  const idle = await latencies(server.credentials.endpoint, (count) => count < IDLE_QUERIES);

  const streams = await holdEventStreams(projects, EVENT_STREAMS);

  const slow = holdSlowConnections(server.credentials.endpoint, SLOW_CONNECTIONS);
  let finished = false;
  const sizes = followSizes(server.pid, () => !finished);
  const startedAt = performance.now();
  const uploads = startClients(projects, photos);
  const busy = latencies(server.credentials.endpoint, () => !finished);
  const reports = await Promise.all(uploads);
  finished = true;
  const seconds = (performance.now() - startedAt) / 1000;
  report({ seconds, reports, idle, busy: await busy, sizes: await sizes });
  console.log(`${slow.cut()} slow connections cut; ${streams.events()} events on ${EVENT_STREAMS} streams`);
  slow.end();
  streams.end();
}

interface Project {
  connection: Connection;
  projectId: string;
}

async function addUsers(dataFolder: string): Promise<string[]> {
  const accounts = await openAccounts({ dataFolder });
  const names = Array.from({ length: USERS }, (_, index) => `user${index}`);
  for (const username of names) {
    await accounts.addUser({ email: `${username}@example.org`, username, password: PASSWORD });
  }
  await accounts.close();
  return names.map((name) => `${name}@example.org`);
}

async function openProject(server: ServerAddress, email: string): Promise<Project> {
  const logIn =
    'mutation ($email: String!, $password: String!) { getUserToken(email: $email, password: $password) }';
  const { getUserToken } = await ask<{ getUserToken: string }>(server, logIn, { email, password: PASSWORD });
  const { endpoint, key } = server.credentials;
  const connection = { endpoint, key, token: getUserToken };
  const { id } = await createClient({ ...connection, platform: nodePlatform() }).createProject('load');
  return { connection, projectId: id };
}

/** Each client uploads its own part of the photos, to the project of its user. */
function startClients(projects: readonly Project[], photos: readonly FilePhoto[]): Promise<UploadReport>[] {
  return Array.from({ length: CLIENTS }, (_, index) => {
    const { connection, projectId } = projects[index % projects.length]!;
    const client = createClient({ ...connection, platform: nodePlatform() });
    return uploadPhotos({ client, projectId, photos: photos.filter((_, at) => at % CLIENTS === index) });
  });
}

/** Milliseconds of trivial queries, one after the other. */
async function latencies(endpoint: string, goOn: (count: number) => boolean): Promise<number[]> {
  const values: number[] = [];
  while (goOn(values.length)) {
    const startedAt = performance.now();
    const response = await fetch(`${endpoint}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ versions { api } }"}',
    });
    await response.text();
    values.push(performance.now() - startedAt);
    await wait(QUERY_PAUSE_MS);
  }
  return values;
}

async function followSizes(pid: number, goOn: () => boolean): Promise<ProcessSize[]> {
  const sizes: ProcessSize[] = [];
  while (goOn()) {
    sizes.push(await readProcessSize(pid));
    await wait(SIZE_EVERY_MS);
  }
  return sizes;
}

function report(measured: {
  seconds: number;
  reports: UploadReport[];
  idle: number[];
  busy: number[];
  sizes: ProcessSize[];
}): void {
  const { seconds, reports, idle, busy, sizes } = measured;
  const count = (list: 'uploaded' | 'invalid' | 'failed') =>
    reports.reduce((sum, report) => sum + report[list].length, 0);
  console.log(
    `${count('uploaded')} of ${OBJECTS} photos Ready, ${count('invalid')} Invalid, ${count('failed')} failed, in ` +
      `${seconds.toFixed(0)} s (${(OBJECTS / seconds).toFixed(0)}/s)`,
  );
  const [idleP99, busyP99] = [quantile(idle, 0.99), quantile(busy, 0.99)];
  console.log(
    `p99 of a trivial query: idle ${idleP99.toFixed(1)} ms, busy ${busyP99.toFixed(1)} ms (p50 ` +
      `${quantile(busy, 0.5).toFixed(1)}); ratio ${(busyP99 / idleP99).toFixed(1)} (wanted: under 20)`,
  );
  const half = Math.floor(sizes.length / 2);
  const [first, second] = [sizes.slice(0, half), sizes.slice(half)];
  for (const key of ['residentBytes', 'descriptors'] as const) {
    const [before, after] = [first, second].map((part) => Math.max(...part.map((size) => size[key])));
    console.log(
      `${key}: at most ${before} in the first half, ${after} in the second (ratio ${((after ?? 0) / (before ?? 1)).toFixed(2)})`,
    );
  }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
}
