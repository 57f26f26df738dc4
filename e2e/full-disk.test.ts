import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Scene } from '@tiepoint/samples';
import { hasEnded, taskThat } from './follow-task.ts';
import { runTiepoint, startTiepoint } from './run-tiepoint.ts';
import { makeSmallScene } from './sample-photos.ts';
import { type Served, serve } from './serve.ts';
import { mountSmallDisk, type SmallDisk, whyNoSmallDisk } from './small-disk.ts';

/** Room for the database, the photos and one reconstruction of them, and not much more. */
const DISK_BYTES = 400 * 1024 * 1024;
/** Room for some of the photos, not for all. */
const LEFT_FOR_UPLOAD_BYTES = 3 * 1024 * 1024;
/** How long the disk stays full: enough for the server to notice and to try again. */
const FULL_FOR_MS = 20_000;

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
    assert.match(full.output, /no room|disk .* full/i);
    assert.match(full.output, /To try again: tiepoint upload/);

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

  async function assertAnswers(): Promise<void> {
    const health = await fetch(`${server.connection.endpoint}/healthz`).catch(() => undefined);
    assert.equal(health?.status, 200, server.command.output());
    assert.equal((await server.client.findProject(projectId))?.id, projectId);
  }
});
