import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createClient, type UploadReport, uploadPhotos } from '@tiepoint/client';
import { findProcesses, waitUntilGone } from '../find-processes.ts';
import { findFreePorts } from '../free-ports.ts';
import { type RunningCommand, startTiepoint } from '../run-tiepoint.ts';
import { readConnection, serve } from '../serve.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { assertAllReady, assertNoOrphans } from './assert-nothing-lost.ts';
import { makePhotos, notingPlatform, slowPlatform } from './photos.ts';
import { findVictim, VICTIMS } from './victims.ts';

export interface KillRun {
  kills: number;
  photos: number;
  log(line: string): void;
}

/** All works for up to so long between two kills. */
const LONGEST_LIFE_MS = 2500;
/** Every fourth server is killed while it starts. */
const LONGEST_START_MS = 1500;
/** A PUT takes so much longer than on this machine alone, so that the upload outlasts the kills. */
const SLOWNESS_MS = 1000;

/**
 * Kills the server, its database, single connections of that, decoders and the uploading client in turn with SIGKILL
 * while photos arrive, then asserts that the project has each photo once and Ready, and that nothing else is stored.
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

  let command: RunningCommand = first.command;
  const acknowledged = new Set<string>();
  let uploads = 0;
  let upload = startUpload();
  function startUpload(): { result: Promise<UploadReport>; abort(): Promise<void>; finished: boolean } {
    const aborting = new AbortController();
    const client = createClient({
      ...connection,
      platform: slowPlatform(SLOWNESS_MS, notingPlatform(acknowledged)),
    });
    const result = uploadPhotos({ client, projectId, photos, signal: aborting.signal });
    uploads++;
    const started = {
      result,
      finished: false,
      async abort() {
        aborting.abort(new Error('The client was killed.'));
        await result.catch(() => {});
      },
    };
    result.then(
      () => (started.finished = true),
      () => {},
    );
    return started;
  }

  const done = new Map<string, number>();
  for (let kill = 0; kill < kills && !upload.finished; kill++) {
    const victim = VICTIMS[kill % VICTIMS.length] ?? 'server';
    if (victim === 'server' && kill % 4 === 3) await wait(Math.random() * LONGEST_START_MS);
    else {
      await command.said(/^Tiepoint runs at/m);
      await wait(Math.random() * LONGEST_LIFE_MS);
    }
    if (victim === 'client') {
      await upload.abort();
      upload = startUpload();
    } else if (victim === 'server') {
      await killServer(command, data);
      command = startTiepoint(['serve', '--data', data, '--port', String(port)]);
    } else {
      const found = await waitForVictim(() => findVictim(victim, { pid: command.pid, data }));
      process.kill(found.pid, 'SIGKILL');
    }
    done.set(victim, (done.get(victim) ?? 0) + 1);
  }
  const killed = [...done.values()].reduce((sum, count) => sum + count, 0);
  assert.equal(killed, kills, 'the upload outlasts the kills');
  const report = await upload.result.finally(async () => {
    command.kill('SIGTERM');
    await command.result;
  });
  log(`${killed} kills: ${[...done].map(([victim, count]) => `${count} × ${victim}`).join(', ')}`);
  log(`${photos.length} photos in ${uploads} uploads, ${acknowledged.size} with a PUT answered 200`);

  assert.deepEqual([report.invalid, report.failed, report.duplicates], [[], [], []]);
  const last = await serve(data);
  try {
    await assertAllReady(last.client, projectId, photos);
  } finally {
    await last[Symbol.asyncDispose]();
  }
  log('Every photo is there once, and Ready.');
  await assertNoOrphans(data, { emptyUploadBucket: false });
  log('No object without its image.');
}

/** Ends the server as a power cut would; its database and its decoders notice by themselves. */
async function killServer(server: RunningCommand, data: string): Promise<void> {
  const processes = await findProcesses(server.pid, data);
  server.kill('SIGKILL');
  const { exitCode, output } = await server.result;
  assert.equal(exitCode, null, `the server lived until it was killed:\n${output}`);
  assert.deepEqual(await waitUntilGone(processes, data), []);
}

async function waitForVictim<Victim>(find: () => Promise<Victim | undefined>): Promise<Victim> {
  for (;;) {
    const found = await find();
    if (found) return found;
    await wait(50);
  }
}
