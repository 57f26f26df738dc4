import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { TaskProgress } from '@tiepoint/client';
import { findProcesses, waitUntilGone } from './machine/find-processes.ts';
import { makeTemporaryFolder, type TemporaryFolder } from './machine/temporary-folder.ts';
import { makeSmallScene } from './photos/sample-photos.ts';
import { runTiepoint } from './program/run-tiepoint.ts';
import { type Served, serve } from './program/serve.ts';
import { hasEnded, taskThat } from './reconstruction/follow-task.ts';

const KILLS = 30;
/** How long the server works between two kills: shorter than most stages, so that they are killed in all places. */
const LONGEST_LIFE_MS = 10_000;
const LOOK_EVERY_MS = 250;
/** So often it lives until a stage has ended: a task that is interrupted ten times in one stage is given up. */
const KILLS_PER_HEADWAY = 6;

test('a server killed 30 times while it reconstructs ends every task with its model, and does nothing twice at once', async (t) => {
  const scene = await makeSmallScene();
  await using folder = await makeTemporaryFolder();
  const data = join(folder.path, 'data');
  const environment = { TIEPOINT_COLMAP: await writeWatchfulColmap(folder) };
  let server = await serve(data, { environment });
  const projectId = (await server.client.createProject('Killed')).id;
  const upload = await runTiepoint(['upload', scene.photosFolder, '--project', projectId, '--data', data]);
  assert.equal(upload.exitCode, 0, upload.output);

  const killedIn: Record<string, number> = {};
  const started = new Set<string>();
  for (let kills = 0; kills < KILLS; kills++) {
    const task = await keepRunning(server, projectId);
    if (kills % KILLS_PER_HEADWAY === KILLS_PER_HEADWAY - 1) await untilHeadway(server, projectId, task);
    const until = performance.now() + Math.random() * LONGEST_LIFE_MS;
    let now = task;
    do {
      started.add(now.id);
      await wait(LOOK_EVERY_MS);
      now = await keepRunning(server, projectId);
    } while (performance.now() < until);
    started.add(now.id);
    const where = now.stepName ?? now.state;
    killedIn[where] = (killedIn[where] ?? 0) + 1;
    await killServer(server, data);
    server = await serve(data, { environment });
  }
  started.add((await keepRunning(server, projectId)).id);
  await taskThat(server, projectId, hasEnded);
  const tasks = await server.client.listTasks(projectId);
  await server[Symbol.asyncDispose]();

  t.diagnostic(`${tasks.length} reconstructions, killed in ${JSON.stringify(killedIn)}`);
  assert.deepEqual(new Set(tasks.map(({ id }) => id)), started);
  for (const { state, error, result } of tasks) {
    assert.equal(state, 'Done', error ?? '');
    assert.equal(result?.registered, scene.photoPaths.length);
  }
  assert.equal(await readFile(join(folder.path, 'overlaps'), 'utf8'), '', 'COLMAP ran twice at once');
  assert.deepEqual(await readdir(join(data, 'work')), ['.kept'], 'nothing is left of work that is done');
});

/** COLMAP behind a lock: a run that begins while another one is not over is written down. */
async function writeWatchfulColmap(folder: TemporaryFolder): Promise<string> {
  const program = join(folder.path, 'colmap');
  const overlaps = join(folder.path, 'overlaps');
  await writeFile(overlaps, '');
  const script = `#!/bin/bash
case "$*" in *database_path*|*input_path*)
  exec 9>>"${folder.path}/lock"
  flock --nonblock 9 || echo "$1" >>"${overlaps}";;
esac
exec colmap "$@"
`;
  await writeFile(program, script, { mode: 0o755 });
  return program;
}

/** The task that waits or runs; where the last one has ended, another one is started. */
async function keepRunning({ client }: Served, projectId: string): Promise<TaskProgress> {
  const [newest] = await client.listTasks(projectId);
  if (newest && !hasEnded(newest)) return newest;
  const { task, error } = await client.startReconstruction(projectId, { quality: 'preview' });
  return task ?? assert.fail(error?.message ?? 'nothing was started');
}

/** Waits until a task has ended one more stage. */
async function untilHeadway(server: Served, projectId: string, before: TaskProgress): Promise<void> {
  await taskThat(server, projectId, (task) => hasEnded(task) || task.steps.length > before.steps.length);
}

async function killServer(server: Served, data: string): Promise<void> {
  const processes = await findProcesses(server.command.pid, data);
  server.command.kill('SIGKILL');
  await server.command.result;
  assert.deepEqual(await waitUntilGone(processes, data), []);
}
