import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import type { ImageSummary, TaskProgress } from '@tiepoint/client';
import type { Scene } from '@tiepoint/samples';
import { findProcesses, waitUntilGone } from './machine/find-processes.ts';
import { makeTemporaryFolder, type TemporaryFolder } from './machine/temporary-folder.ts';
import { makeSmallScene } from './photos/sample-photos.ts';
import { type CommandResult, runTiepoint, startDemoScript, startTiepoint } from './program/run-tiepoint.ts';
import { type Served, serve } from './program/serve.ts';
import { hasEnded, lookUntil, taskInStage, taskThat } from './reconstruction/follow-task.ts';
import { LASTING_STAGES, STAGES, untilColmapRuns, writeHeldColmap } from './reconstruction/held-colmap.ts';
import { countRuns, readResult } from './reconstruction/read-result.ts';

/** A server is ended once in each stage by SIGTERM, and in some by SIGKILL too. */
const ALSO_KILLED: readonly string[] = ['Feature extraction', 'Structure from motion', 'Texturing'];
const ENDINGS = LASTING_STAGES.flatMap((stage) => [
  ...(ALSO_KILLED.includes(stage.name) ? [{ ...stage, signal: 'SIGKILL', exitCode: null } as const] : []),
  { ...stage, signal: 'SIGTERM', exitCode: 0 } as const,
]);

/** How often each of COLMAP's commands is begun because of that: once, and once more for each ending in it. */
const EXPECTED_RUNS = {
  feature_extractor: 3,
  mapper: 3,
  image_undistorter: 2,
  poisson_mesher: 2,
};

let scene: Scene;
let data: TemporaryFolder;
let projectId: string;

before(async () => {
  scene = await makeSmallScene();
  data = await makeTemporaryFolder();
});
after(() => data[Symbol.asyncDispose]());

test('a server killed while photos arrive loses none and doubles none', async () => {
  // One photo is checked at a time, so that there is a middle to be killed in.
  const environment = { TIEPOINT_INGEST_CONCURRENCY: '1' };
  const killed = await serve(data.path, { environment });
  projectId = (await killed.client.createProject('Interrupted')).id;
  const half = await putHalfOf(killed, scene.photoPaths.at(-1) ?? '');
  await using upload = startTiepoint(uploadArguments(killed));
  await lookUntil(async () => {
    const images = await listImages(killed);
    const ready = images.filter(({ state }) => state === 'Ready').length;
    return ready > 0 && ready < images.length;
  });
  await endAndCheck(killed, 'SIGKILL', null);
  half.destroy();
  // It would wait a minute for the server to come back.
  upload.kill('SIGINT');
  const brokenOff = await upload.result;
  assert.equal(brokenOff.exitCode, 130, brokenOff.output);

  await using restarted = await serve(data.path);
  const again = await runTiepoint(uploadArguments(restarted));
  assert.equal(again.exitCode, 0, again.output);
  const images = await listImages(restarted);
  assert.deepEqual(images.map(({ checksum }) => checksum).sort(), await hashPhotos());
  assert.deepEqual([...new Set(images.map(({ state }) => state))], ['Ready']);
});

test('a server ended in any stage of a reconstruction goes on from the last finished one', async () => {
  await using folder = await makeTemporaryFolder();
  const colmap = await writeHeldColmap(folder.path);
  const environment = { TIEPOINT_COLMAP: colmap.path };
  let finished: TaskProgress['steps'] = [];
  for (const { name, command, signal, exitCode } of ENDINGS) {
    await colmap.hold(command);
    const ended = await serve(data.path, { environment });
    if (finished.length === 0) await ended.client.startReconstruction(projectId, { quality: 'preview' });
    const task = await taskInStage(ended, projectId, name);
    if (command) await untilColmapRuns(command, data.path);
    assert.deepEqual(task.steps.slice(0, finished.length), finished, 'finished stages are as they were');
    finished = task.steps;
    await endAndCheck(ended, signal, exitCode);
  }

  await using last = await serve(data.path, { environment });
  const task = await taskThat(last, projectId, hasEnded);
  assert.equal(task.state, 'Done', task.error ?? '');
  assert.equal(task.result?.registered, scene.photoPaths.length);
  assert.deepEqual(
    task.steps.map(({ name }) => name),
    STAGES.map(({ name }) => name),
  );
  assert.deepEqual(task.steps.slice(0, finished.length), finished);
  assert.equal((await last.client.listTasks(projectId)).length, 1);
  const result = await readResult(projectId, data.path);
  const runs = Object.keys(EXPECTED_RUNS).map((command) => [command, countRuns(result, command)]);
  assert.deepEqual(Object.fromEntries(runs), EXPECTED_RUNS);
});

test('Ctrl-C on `npm run demo` ends everything in the middle of its work', async () => {
  await using folder = await makeTemporaryFolder();
  await using demo = startDemoScript(['--data', folder.path, '--port', '0']);
  await demo.said(/^Sample scene: landscape/m);
  const processes = await findProcesses(demo.pid, folder.path);
  assert.ok(processes.some(({ command }) => command.includes('postgres')));
  // A terminal sends it to every process of the group.
  process.kill(-demo.pid, 'SIGINT');
  const { exitCode, output } = await demo.result;
  assert.notEqual(exitCode, 0, output);
  assert.match(output, /Stopping …/);
  assert.deepEqual(await waitUntilGone(processes, folder.path), []);
});

/** Ends a server by a signal, and makes sure that nothing of it is left. */
async function endAndCheck(server: Served, signal: NodeJS.Signals, exitCode: number | null): Promise<void> {
  const processes = await findProcesses(server.command.pid, data.path);
  assert.ok(
    processes.some(({ command }) => command.includes('postgres')),
    'the database is among them',
  );
  server.command.kill(signal);
  const result: CommandResult = await server.command.result;
  assert.equal(result.exitCode, exitCode, result.output);
  assert.deepEqual(await waitUntilGone(processes, data.path), []);
}

/** Key and token in place of the data folder: the upload is not one of the server's own processes. */
function uploadArguments({ connection: { endpoint, key, token } }: Served): string[] {
  const connection = ['--endpoint', endpoint, '--key', key, '--token', token];
  return ['upload', scene.photosFolder, '--project', projectId, ...connection];
}

/** Sends half of a photo, and leaves the connection open. */
async function putHalfOf({ client }: Served, path: string) {
  const bytes = await readFile(path);
  const checksum = createHash('sha1').update(bytes).digest('hex');
  const bucket = await client.findUploadBucket();
  const photos = [{ filename: 'half.jpg', checksum }];
  const [grant] = await client.uploadImages({ projectId, bucket, photos });
  assert.ok(grant && 'url' in grant);
  const put = request(grant.url, {
    method: 'PUT',
    headers: { 'content-length': bytes.length },
  });
  put.on('error', () => {});
  await new Promise<void>((done) => put.write(bytes.subarray(0, bytes.length / 2), () => done()));
  return put;
}

async function hashPhotos(): Promise<string[]> {
  const hashes = scene.photoPaths.map(async (path) =>
    createHash('sha1')
      .update(await readFile(path))
      .digest('hex'),
  );
  return (await Promise.all(hashes)).sort();
}

async function listImages({ client }: Served): Promise<ImageSummary[]> {
  return (await client.listImages({ projectId, filter: 'All', first: 1000 })).items;
}
