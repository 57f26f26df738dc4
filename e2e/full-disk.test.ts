import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Scene } from '@tiepoint/samples';
import { mountSmallDisk, type SmallDisk, whyNoSmallDisk } from './machine/small-disk.ts';
import { makeSmallScene } from './photos/sample-photos.ts';
import { runTiepoint, startTiepoint } from './program/run-tiepoint.ts';
import { type Served, serve } from './program/serve.ts';
import { hasEnded, lookUntil, taskThat } from './reconstruction/follow-task.ts';

/** Room for the database, the photos and one reconstruction of them, and not much more. */
const DISK_BYTES = 400 * 1024 * 1024;
/** Room for some of the photos, not for all. */
const LEFT_FOR_UPLOAD_BYTES = 3 * 1024 * 1024;
/** How long the disk stays full: enough for the server to notice and to try again. */
const FULL_FOR_MS = 20_000;
/** Far more than what the database has put by. */
const MAX_REGISTRATIONS = 100;

describe('a full disk', { skip: await whyNoSmallDisk() }, () => {
  let scene: Scene;
  let disk: SmallDisk;
  let dataFolder: string;
  let server: Served;
  let projectId: string;

  before(async () => {
    scene = await makeSmallScene();
    disk = await mountSmallDisk(DISK_BYTES);
    dataFolder = join(disk.path, 'data');
    server = await serve(dataFolder);
    projectId = (await server.client.createProject('Full disk')).id;
  });
  after(async () => {
    await server?.[Symbol.asyncDispose]();
    await disk?.[Symbol.asyncDispose]();
  });

  test('in the middle of an upload is said, and the upload goes on once there is space', async () => {
    disk.fill(LEFT_FOR_UPLOAD_BYTES);
    const args = ['upload', scene.photosFolder, '--project', projectId, '--data', dataFolder];
    await using upload = startTiepoint(args);
    // What is stored already waits for space; what did not fit is told in the end.
    await Promise.race([upload.result, wait(FULL_FOR_MS)]);
    disk.fill(0);
    const another = await runTiepoint(['upload', scene.photosFolder, '--data', dataFolder]);
    assert.equal(another.exitCode, 1, another.output);
    await assertAnswers();
    disk.makeSpace();
    const full = await upload.result;
    assert.equal(full.exitCode, 1, full.output);
    assert.match(full.output, /no space|disk .* full/i);
    assert.match(full.output, /To retry: tiepoint upload/);

    const again = await runTiepoint(args);
    assert.equal(again.exitCode, 0, again.output);
    const { items } = await server.client.listImages({ projectId, filter: 'All', first: 100 });
    assert.equal(items.length, scene.photoPaths.length);
    assert.deepEqual([...new Set(items.map(({ state }) => state))], ['Ready']);
  });

  test('in the middle of a reconstruction is its reason, or it goes on once there is space', async () => {
    await server.client.startReconstruction(projectId, { quality: 'preview' });
    await taskThat(server, projectId, (task) => task.step >= 2);
    disk.fill(0);
    const deadline = performance.now() + FULL_FOR_MS;
    let task = await taskThat(server, projectId, (one) => hasEnded(one) || performance.now() > deadline);
    await assertAnswers();
    disk.makeSpace();
    task = await taskThat(server, projectId, hasEnded);
    if (task.state === 'Failed') {
      assert.match(task.error ?? '', /disk is full/i);
      await server.client.startReconstruction(projectId, { quality: 'preview' });
      task = await taskThat(server, projectId, hasEnded);
    }
    assert.equal(task.state, 'Done', task.error ?? '');
    assert.equal(task.result?.registered, scene.photoPaths.length);
  });

  test('for the database is told by a code of its own, and changes go on once there is space', async () => {
    disk.fill(0);
    const codes = new Set<string>();
    // Each registration makes the database's files grow by some hundred kilobytes.
    for (let n = 0; codes.size === 0 && n < MAX_REGISTRATIONS; n++) {
      for (const code of await registerMany(`full-${n}`)) codes.add(code);
    }
    assert.deepEqual([...codes], ['DISK_FULL']);
    await assertAnswers();
    disk.makeSpace();
    await lookUntil(async () => (await registerMany('after')).length === 0);
    await lookUntil(async () => (await askHealth()).status === 200);
  });

  /** Registers a thousand photos; gives the codes of what went wrong. */
  async function registerMany(prefix: string): Promise<string[]> {
    const photos = Array.from({ length: 1000 }, (_, n) => {
      const filename = `${prefix}-${n}.jpg`;
      return { filename, checksum: createHash('sha1').update(filename).digest('hex') };
    });
    const query = `mutation ($pid: ID!, $images: [ImageAnnouncement!]!) {
      uploadImages(pid: $pid, bucket: local, images: $images) { image { id } } }`;
    const { endpoint, key, token } = server.connection;
    const response = await fetch(`${endpoint}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', key, altitoken: token },
      body: JSON.stringify({ query, variables: { pid: projectId, images: photos } }),
    });
    assert.equal(response.status, 200);
    const { errors = [] } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
    return errors.map(({ extensions }) => extensions.code);
  }

  async function assertAnswers(): Promise<void> {
    assert.deepEqual(await askHealth(), {
      status: 503,
      body: { status: 'unavailable', problems: { storage: 'The disk is full.' } },
    });
    assert.equal((await server.client.findProject(projectId))?.id, projectId);
  }

  async function askHealth(): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${server.connection.endpoint}/healthz`);
    return { status: response.status, body: await response.json() };
  }
});
