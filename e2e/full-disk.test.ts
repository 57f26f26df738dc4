import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { TaskProgress } from '@tiepoint/client';
import type { Scene } from '@tiepoint/samples';
import { runTiepoint, startTiepoint } from './run-tiepoint.ts';
import { makeSmallScene } from './sample-photos.ts';
import { type Served, serve } from './serve.ts';
import { makeTemporaryFolder, type TemporaryFolder } from './temporary-folder.ts';

/** Room for the database, the photos and one reconstruction of them, and not much more. */
const DISK_BYTES = 400 * 1024 * 1024;
const BLOCK_BYTES = 64 * 1024;
/** Room for some of the photos, not for all. */
const LEFT_FOR_UPLOAD_BYTES = 3 * 1024 * 1024;
/** How long the disk stays full: enough for the server to notice and to try again. */
const FULL_FOR_MS = 20_000;

const isRoot = process.getuid?.() === 0;

describe('a full disk', { skip: isRoot ? false : 'only root may mount a small file system' }, () => {
  let scene: Scene;
  let folder: TemporaryFolder;
  let disk: string;
  let server: Served;
  let projectId: string;

  before(async () => {
    scene = await makeSmallScene();
    folder = await makeTemporaryFolder();
    disk = join(folder.path, 'disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES},mode=711`, 'tmpfs', disk]);
    server = await serve(join(disk, 'data'));
    projectId = (await server.client.createProject('Full disk')).id;
  });
  after(async () => {
    await server?.[Symbol.asyncDispose]();
    execFileSync('umount', [disk]);
    await folder[Symbol.asyncDispose]();
  });

  test('in the middle of an upload is said, and the upload goes on once there is space', async () => {
    fill(LEFT_FOR_UPLOAD_BYTES);
    const args = ['upload', scene.photosFolder, '--project', projectId, '--data', join(disk, 'data')];
    await using upload = startTiepoint(args);
    // What is stored already waits for space; what did not fit is told in the end.
    await Promise.race([upload.result, wait(FULL_FOR_MS)]);
    fill(0);
    const another = await runTiepoint(['upload', scene.photosFolder, '--data', join(disk, 'data')]);
    assert.equal(another.exitCode, 1, another.output);
    await assertAnswers();
    makeSpace();
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
    await server.client.startReconstruction(projectId, 'preview');
    await taskThat((task) => task.step >= 2);
    fill(0);
    const deadline = performance.now() + FULL_FOR_MS;
    let task = await taskThat((one) => hasEnded(one) || performance.now() > deadline);
    await assertAnswers();
    makeSpace();
    task = await taskThat(hasEnded);
    if (task.state === 'Failed') {
      assert.match(task.error ?? '', /disk is full/i);
      await server.client.startReconstruction(projectId, 'preview');
      task = await taskThat(hasEnded);
    }
    assert.equal(task.state, 'Done', task.error ?? '');
    assert.equal(task.result?.registered, scene.photoPaths.length);
  });

  /** Leaves this many bytes free. */
  function fill(leftBytes: number): void {
    const reserve = join(disk, 'reserve');
    writeUntilFull(reserve, leftBytes);
    writeUntilFull(join(disk, 'filling'), Number.POSITIVE_INFINITY);
    rmSync(reserve);
  }

  function makeSpace(): void {
    rmSync(join(disk, 'filling'));
  }

  async function assertAnswers(): Promise<void> {
    const health = await fetch(`${server.connection.endpoint}/healthz`).catch(() => undefined);
    assert.equal(health?.status, 200, server.command.output());
    assert.equal((await server.client.findProject(projectId))?.id, projectId);
  }

  async function taskThat(is: (task: TaskProgress) => boolean): Promise<TaskProgress> {
    for (;;) {
      const [task] = await server.client.listTasks(projectId);
      if (task && is(task)) return task;
      await wait(100);
    }
  }
});

function hasEnded({ state }: TaskProgress): boolean {
  return state === 'Done' || state === 'Failed';
}

/** Appends to a file until it has so many bytes, or the disk is full. */
function writeUntilFull(path: string, bytes: number): void {
  const file = openSync(path, 'a');
  const block = Buffer.alloc(BLOCK_BYTES, 1);
  try {
    for (let written = 0; written < bytes; )
      written += writeSync(file, block, 0, Math.min(BLOCK_BYTES, bytes - written));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(file);
  }
}
