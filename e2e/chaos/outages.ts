import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Client, type Connection, createClient, eachItem, uploadPhotos } from '@tiepoint/client';
import type { FilePhoto } from '@tiepoint/client/node';
import { findProcesses, waitUntilGone } from '../machine/find-processes.ts';
import { makeTemporaryFolder } from '../machine/temporary-folder.ts';
import { type RunningCommand, startTiepoint } from '../program/run-tiepoint.ts';
import { connectTo, readConnection } from '../program/serve.ts';
import { assertAllReady, assertNoOrphans } from './assert-nothing-lost.ts';
import { findFreePorts } from './free-ports.ts';
import { createOperatorDatabase, type OperatorDatabase } from './operator-database.ts';
import { makePhotos, notingPlatform } from './photos.ts';
import { createShiftedClock, type ShiftedClock } from './shifted-clock.ts';

export interface OutageRun {
  outages: number;
  log(line: string): void;
}

/** An outage of everything: the machine, the service, or the time in which both were suspended. */
type Outage = 'power cut' | 'stop' | 'suspend';

const OUTAGES: readonly Outage[] = ['power cut', 'suspend', 'stop'];
const HOURS = 2;
const PHOTOS_OF_AN_OUTAGE = 60;
/** Faster than the server can check, so that many photos wait for that when the outage begins. */
const SENT_AT_A_TIME = 16;
/** The upload bucket is swept when its grace period is over. */
const GRACE_HOURS = 26;
const SWEPT_WITHIN_SECONDS = 180;
const READY_WITHIN_SECONDS = 120;

interface Uploading {
  connection: Connection;
  projectId: string;
  photos: readonly FilePhoto[];
}

interface Service {
  data: string;
  database: OperatorDatabase;
  clock: ShiftedClock;
  start(): RunningCommand;
}

/**
 * Puts outages of two hours, by the clock of server and database together, in the middle of uploads, then asserts
 * that the project has each photo once and Ready, and that nothing else is left in the store or in the database.
 */
export async function runOutages({ outages, log }: OutageRun): Promise<void> {
  await using folder = await makeTemporaryFolder();
  const photos = await makePhotos(join(folder.path, 'photos'), outages * PHOTOS_OF_AN_OUTAGE);
  const service = await prepareService(folder.path);
  const { data, database, clock } = service;
  await database.start();
  let command = service.start();
  try {
    await command.said(/^Everything is kept/m);
    const connection = await readConnection(data);
    const projectId = (await connectTo(connection).createProject('Outages')).id;
    for (let outage = 0; outage < outages; outage++) {
      const kind = OUTAGES[outage % OUTAGES.length] ?? 'stop';
      const part = photos.slice(outage * PHOTOS_OF_AN_OUTAGE, (outage + 1) * PHOTOS_OF_AN_OUTAGE);
      const acknowledged = await uploadHalf({ connection, projectId, photos: part });
      const waiting = outage * PHOTOS_OF_AN_OUTAGE + acknowledged.size - (await countReady(database));
      command = await suffer(service, command, kind);
      await assertAhead(database, (outage + 1) * HOURS);
      // Without its client: what was acknowledged is the server's to finish.
      await untilReady(connectTo(connection), projectId, acknowledged);
      log(`${kind} of ${HOURS} hours while ${waiting} acknowledged photos waited to be checked: all Ready`);
      const report = await uploadPhotos({ client: connectTo(connection), projectId, photos: part });
      assert.deepEqual([report.invalid, report.failed], [[], []], `after the ${kind}`);
    }
    const client = connectTo(connection);
    await assertAllReady(client, projectId, photos);
    await clock.advance(GRACE_HOURS);
    await untilSwept(data);
    assert.deepEqual(await database.query('select state, count(*) from images group by state'), [
      `Ready|${photos.length}`,
    ]);
  } finally {
    command.kill('SIGTERM');
    await command.result;
    await database.end('SIGINT');
  }
  await assertNoOrphans(data, { emptyUploadBucket: true });
  log('Every photo is there once, and Ready; no object or row without its image.');
}

/** Uploads until half of the photos are acknowledged, then ends the client; gives their names. */
async function uploadHalf({ connection, projectId, photos }: Uploading): Promise<Set<string>> {
  const acknowledged = new Set<string>();
  const client = createClient({ ...connection, platform: notingPlatform(acknowledged) });
  const ending = new AbortController();
  const upload = uploadPhotos({
    client,
    projectId,
    photos,
    concurrency: SENT_AT_A_TIME,
    signal: ending.signal,
  });
  upload.catch(() => {});
  while (acknowledged.size < photos.length / 2) await wait(20);
  ending.abort(new Error('The client was ended.'));
  await upload.catch(() => {});
  return acknowledged;
}

async function untilReady(client: Client<FilePhoto>, projectId: string, names: Set<string>): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_SECONDS * 1000;
  for (;;) {
    const waiting = new Set(names);
    for await (const image of eachItem((after) =>
      client.listImages({ projectId, filter: 'All', first: 500, after }),
    )) {
      if (!names.has(image.name)) continue;
      assert.notEqual(image.state, 'Invalid', JSON.stringify(image));
      if (image.state === 'Ready') waiting.delete(image.name);
    }
    if (waiting.size === 0) return;
    assert.ok(performance.now() < deadline, `not Ready: ${[...waiting].join(', ')}`);
    await wait(500);
  }
}

async function prepareService(folder: string): Promise<Service> {
  const data = join(folder, 'data');
  await mkdir(data, { mode: 0o711 });
  const clock = await createShiftedClock(join(folder, 'clock'));
  const database = await createOperatorDatabase(join(folder, 'postgres'), clock.environment);
  const port = await findFreePorts();
  const start = () =>
    startTiepoint(['serve', '--data', data, '--port', String(port)], {
      environment: { ...clock.environment, TIEPOINT_DATABASE_URL: database.url },
    });
  return { data, database, clock, start };
}

/** Gives the server that runs after the outage. */
async function suffer(service: Service, command: RunningCommand, outage: Outage): Promise<RunningCommand> {
  const { data, database, clock } = service;
  const processes = await findProcesses(command.pid, data);
  if (outage === 'suspend') {
    const all = [...processes, ...(await findProcesses(database.pid, database.folder))];
    for (const { pid } of all) signal(pid, 'SIGSTOP');
    await clock.advance(HOURS);
    for (const { pid } of all) signal(pid, 'SIGCONT');
    return command;
  }
  command.kill(outage === 'stop' ? 'SIGTERM' : 'SIGKILL');
  await command.result;
  assert.deepEqual(await waitUntilGone(processes, data), []);
  await database.end(outage === 'stop' ? 'SIGINT' : 'SIGKILL');
  await clock.advance(HOURS);
  await database.start();
  return service.start();
}

async function countReady({ query }: OperatorDatabase): Promise<number> {
  return Number((await query("select count(*) from images where state = 'Ready'"))[0]);
}

/** The clock of the database is what it is said to be. */
async function assertAhead({ query }: OperatorDatabase, hours: number): Promise<void> {
  const [seconds] = await query('select extract(epoch from now())');
  assert.ok(Number(seconds) - Date.now() / 1000 > hours * 3600 - 60, 'the clock has moved');
}

/** Connections of the database come and go. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function untilSwept(data: string): Promise<void> {
  const deadline = performance.now() + SWEPT_WITHIN_SECONDS * 1000;
  for (;;) {
    try {
      return await assertNoOrphans(data, { emptyUploadBucket: true });
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await wait(1000);
    }
  }
}
