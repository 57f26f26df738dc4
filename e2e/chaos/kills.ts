import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Connection, createClient, type UploadReport, uploadPhotos } from '@tiepoint/client';
import type { FilePhoto } from '@tiepoint/client/node';
import { makeTemporaryFolder } from '../machine/temporary-folder.ts';
import { type RunningCommand, startTiepoint } from '../program/run-tiepoint.ts';
import { readConnection, serve } from '../program/serve.ts';
import { assertAllReady, assertNoOrphans } from './assert-nothing-lost.ts';
import { findFreePorts } from './free-ports.ts';
import { makePhotos, slowPlatform } from './photos.ts';
import { findVictim, VICTIMS } from './victims.ts';

export interface KillRun {
  kills: number;
  photos: number;
  log(line: string): void;
}

/** A server whose process is replaced after each kill. */
interface KilledServer {
  data: string;
  port: number;
  command: RunningCommand;
}

/** An upload whose client is replaced after each kill. */
interface KilledUpload {
  connection: Connection;
  projectId: string;
  photos: readonly FilePhoto[];
  current?: { result: Promise<UploadReport>; ending: AbortController };
  finished: boolean;
}

/** Everything works for up to this time between two kills. */
const LONGEST_LIFE_MS = 2500;
/** Every fourth server is killed while it starts. */
const LONGEST_START_MS = 1500;
/** A PUT takes this much longer than on this machine alone, so that the upload outlasts the kills. */
const SLOWNESS_MS = 1000;

/**
 * Kills the server, its database, single connections, decoders and the uploading client in turn with SIGKILL while
 * photos arrive, then asserts that the project has each photo once and Ready, and that nothing else is stored.
 */
export async function runKills({ kills, photos: count, log }: KillRun): Promise<void> {
  await using folder = await makeTemporaryFolder();
  const photos = await makePhotos(join(folder.path, 'photos'), count);
  const data = join(folder.path, 'data');
  await mkdir(data, { mode: 0o711 });
  const port = await findFreePorts();
  const first = await serve(data, { port });
  const projectId = (await first.client.createProject('Killed')).id;
  const connection = await readConnection(data);
  const server: KilledServer = { data, port, command: first.command };
  const upload: KilledUpload = { connection, projectId, photos, finished: false };
  try {
    startUpload(upload);
    await killInTurn({ server, upload, kills });
    const report = await upload.current?.result;
    assert.deepEqual([report?.invalid, report?.failed, report?.duplicates], [[], [], []]);
    log(`${kills} kills, ${VICTIMS.join(', ')} in turn, while ${photos.length} photos were uploaded`);
  } finally {
    server.command.kill('SIGTERM');
    await server.command.result;
  }
  const last = await serve(data);
  try {
    await assertAllReady(last.client, projectId, photos);
  } finally {
    await last[Symbol.asyncDispose]();
  }
  await assertNoOrphans(data, { emptyUploadBucket: false });
  log('Every photo is there once, and Ready; no object without its record.');
}

async function killInTurn(run: { server: KilledServer; upload: KilledUpload; kills: number }): Promise<void> {
  const { server, upload, kills } = run;
  for (let kill = 0; kill < kills; kill++) {
    assert.ok(!upload.finished, `the upload outlasts the kills, of which there were ${kill}`);
    const victim = VICTIMS[kill % VICTIMS.length] ?? 'server';
    if (victim === 'server' && kill % 4 === 3) await wait(Math.random() * LONGEST_START_MS);
    else {
      await server.command.said(/^Tiepoint runs at/m);
      await wait(Math.random() * LONGEST_LIFE_MS);
    }
    if (victim === 'client') await restartUpload(upload);
    else if (victim === 'server') await restartServer(server);
    else {
      const found = await waitFor(() => findVictim(victim, { pid: server.command.pid, data: server.data }));
      process.kill(found.pid, 'SIGKILL');
    }
  }
}

function startUpload(upload: KilledUpload): void {
  const { connection, projectId, photos } = upload;
  const client = createClient({ ...connection, platform: slowPlatform(SLOWNESS_MS) });
  const ending = new AbortController();
  const result = uploadPhotos({ client, projectId, photos, signal: ending.signal });
  result.then(
    () => {
      upload.finished = true;
    },
    () => {},
  );
  upload.current = { result, ending };
}

async function restartUpload(upload: KilledUpload): Promise<void> {
  upload.current?.ending.abort(new Error('The client was killed.'));
  await upload.current?.result.catch(() => {});
  startUpload(upload);
}

/** The next server starts at once, while the database and the decoders of the killed one are still ending. */
async function restartServer(server: KilledServer): Promise<void> {
  const { data, port, command } = server;
  command.kill('SIGKILL');
  const { exitCode, output } = await command.result;
  assert.equal(exitCode, null, `the server lived until it was killed:\n${output}`);
  server.command = startTiepoint(['serve', '--data', data, '--port', String(port)]);
}

async function waitFor<Found>(find: () => Promise<Found | undefined>): Promise<Found> {
  for (;;) {
    const found = await find();
    if (found) return found;
    await wait(50);
  }
}
