import assert from 'node:assert/strict';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Scene } from '@tiepoint/samples';
import { type FoundProcess, findProcesses, waitUntilGone } from './machine/find-processes.ts';
import { makeTemporaryFolder, type TemporaryFolder } from './machine/temporary-folder.ts';
import { makeSmallScene } from './photos/sample-photos.ts';
import { runTiepoint } from './program/run-tiepoint.ts';
import { type Served, serve } from './program/serve.ts';
import { hasEnded, lookUntil, taskThat } from './reconstruction/follow-task.ts';

/** Small enough that the test takes a minute, large enough that the search has a middle. */
const OPTIONS = { quality: 'standard', maxImageSize: 640 } as const;
const SEARCH_GONE_WITHIN_MS = 1000;
/** Photos whose search is waited for: a few of all. */
const SOME_PHOTOS = 2;

let scene: Scene;
let data: TemporaryFolder;
let server: Served;
let projectId: string;

before(async () => {
  scene = await makeSmallScene();
  data = await makeTemporaryFolder();
  server = await serve(data.path);
  projectId = (await server.client.createProject('Dense')).id;
  const args = ['upload', scene.photosFolder, '--project', projectId, '--data', data.path];
  const upload = await runTiepoint(args);
  assert.equal(upload.exitCode, 0, upload.output);
});
after(async () => {
  await server?.[Symbol.asyncDispose]();
  await data?.[Symbol.asyncDispose]();
});

test('a search of depths is gone within a second of its server, and goes on with the photos that are left', async () => {
  await server.client.startReconstruction(projectId, OPTIONS);
  await untilSearched(SOME_PHOTOS);
  const processes = await findProcesses(server.command.pid, data.path);
  const stoppedAt = performance.now();
  server.command.kill('SIGTERM');
  await lookUntil(async () => (await findSearches()).length === 0);
  const tookMs = performance.now() - stoppedAt;
  assert.ok(tookMs < SEARCH_GONE_WITHIN_MS, `${Math.round(tookMs)} ms`);
  assert.equal((await server.command.result).exitCode, 0);
  assert.deepEqual(await waitUntilGone(processes, data.path), []);

  const left = await readSearched();
  assert.ok(left.size < scene.photoPaths.length, 'it was stopped in the middle');
  server = await serve(data.path);
  const more = await untilSearched(left.size + 1);
  for (const [name, writtenAt] of left) assert.equal(more.get(name), writtenAt, `${name} was searched again`);
});

test('a search of depths that is killed gives way to the sparse model, and a note says why', async () => {
  const searches = await findSearches();
  assert.equal(searches.length, 1);
  for (const { pid } of searches) process.kill(pid, 'SIGKILL');
  const task = await taskThat(server, projectId, hasEnded);
  assert.equal(task.state, 'Done', task.error ?? '');
  assert.equal(task.result?.registered, scene.photoPaths.length);
  assert.match(
    task.result?.notes.join('\n') ?? '',
    /made from the sparse point cloud, because dense matching failed\. Dense matching was stopped .* lack of memory/,
  );
});

async function findSearches(): Promise<FoundProcess[]> {
  const processes = await findProcesses(0, data.path);
  return processes.filter(({ command }) => command.includes('dense-matching-worker'));
}

async function untilSearched(photos: number): Promise<Map<string, number>> {
  return lookUntil(async () => {
    const [task] = await server.client.listTasks(projectId);
    assert.ok(task && !hasEnded(task), `${task?.state}: ${task?.error}`);
    const searched = await readSearched();
    return searched.size >= photos && searched;
  });
}

/** Which photos have been searched in the only work folder, and when. */
async function readSearched(): Promise<Map<string, number>> {
  const work = join(data.path, 'work');
  const names = await readdir(work, { recursive: true }).catch(() => []);
  const found = names.filter((name) => name.endsWith('.photometric'));
  const times = await Promise.all(found.map(async (name) => (await stat(join(work, name))).mtimeMs));
  return new Map(found.map((name, index) => [name, times[index] ?? 0]));
}
