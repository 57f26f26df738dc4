import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { createClient, type UploadReport, uploadPhotos } from '@tiepoint/client';
import { findProcesses, waitUntilGone } from '../machine/find-processes.ts';
import { makeTemporaryFolder } from '../machine/temporary-folder.ts';
import { type RunningCommand, startTiepoint } from '../program/run-tiepoint.ts';
import { readConnection, serve } from '../program/serve.ts';
import { findFreePorts } from './free-ports.ts';
import { makePhotos, slowPlatform } from './photos.ts';

const PHOTOS = 300;
const KILLS = 50;
/** The server works for up to so long between two kills; every fourth time it is killed while it starts. */
const LONGEST_LIFE_MS = 1500;
const LONGEST_START_MS = 1500;
/** A PUT takes so much longer than on this machine alone, so that the upload outlasts the kills. */
const SLOWNESS_MS = 600;

test('a server killed 50 times while 300 photos arrive has each of them once, and all Ready', async () => {
  await using folder = await makeTemporaryFolder();
  const photos = await makePhotos(join(folder.path, 'photos'), PHOTOS);
  const data = join(folder.path, 'data');
  await mkdir(data, { mode: 0o711 });
  const port = await findFreePorts();

  const first = await serve(data, { port });
  const projectId = (await first.client.createProject('Killed')).id;
  const client = createClient({ ...(await readConnection(data)), platform: slowPlatform(SLOWNESS_MS) });
  let finished = false;
  const uploading = uploadPhotos({ client, projectId, photos }).finally(() => {
    finished = true;
  });
  uploading.catch(() => {});

  let server: RunningCommand = first.command;
  let kills = 0;
  while (kills < KILLS && !finished) {
    if (kills % 4 === 3) await wait(Math.random() * LONGEST_START_MS);
    else {
      await server.said(/^Tiepoint runs at/m);
      await wait(Math.random() * LONGEST_LIFE_MS);
    }
    await kill(server, data);
    kills++;
    server = startTiepoint(['serve', '--data', data, '--port', String(port)]);
  }
  let report: UploadReport;
  try {
    report = await uploading;
  } finally {
    server.kill('SIGTERM');
    await server.result;
  }

  assert.equal(kills, KILLS, 'the upload outlasts the kills');
  assert.deepEqual({ ...report, uploaded: [], alreadyThere: [] }, NOTHING_AMISS);
  assert.equal(report.uploaded.length + report.alreadyThere.length, PHOTOS);
  await using last = await serve(data);
  const images = await last.client.listImages({ projectId, filter: 'All', first: 1000 });
  assert.equal(images.totalCount, PHOTOS);
  assert.deepEqual(new Set(images.items.map(({ state }) => state)), new Set(['Ready']));
  const expected = await Promise.all(photos.map(({ path }) => sha1Of(path)));
  assert.deepEqual(images.items.map(({ checksum }) => checksum).sort(), expected.sort());
});

const NOTHING_AMISS: UploadReport = {
  uploaded: [],
  alreadyThere: [],
  duplicates: [],
  invalid: [],
  failed: [],
};

/** Ends the server as a power cut would; its database notices by itself. */
async function kill(server: RunningCommand, data: string): Promise<void> {
  const processes = await findProcesses(server.pid, data);
  server.kill('SIGKILL');
  const { exitCode, output } = await server.result;
  assert.equal(exitCode, null, `the server lived until it was killed:\n${output}`);
  assert.deepEqual(await waitUntilGone(processes, data), []);
}

async function sha1Of(path: string): Promise<string> {
  return createHash('sha1')
    .update(await readFile(path))
    .digest('hex');
}
