import assert from 'node:assert/strict';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { findProcesses } from './machine/find-processes.ts';
import { makeTemporaryFolder, type TemporaryFolder } from './machine/temporary-folder.ts';
import { makeSmallScene } from './photos/sample-photos.ts';
import { ask } from './program/ask.ts';
import { runTiepoint } from './program/run-tiepoint.ts';
import { type Served, serve } from './program/serve.ts';
import { hasEnded, lookUntil, taskInStage, taskThat } from './reconstruction/follow-task.ts';

const PREVIEW = { quality: 'preview' } as const;
const STOPPED_WITHIN_MS = 5000;
const ANSWERS_WITHIN_MS = 5000;

/** Says what it is and what it can do as COLMAP does, and then does something else. */
const SPEAKS_LIKE_COLMAP = 'if [ "$1" = help ] || [ "$2" = -h ]; then exec colmap "$@"; fi';
/** Also the wish to end. */
const IGNORES_ALL = 'trap "" TERM; while :; do sleep 1; done';

let folder: TemporaryFolder;
let data: string;
let program: string;
let server: Served;
let projectId: string;

before(async () => {
  const scene = await makeSmallScene();
  folder = await makeTemporaryFolder();
  data = join(folder.path, 'data');
  program = join(folder.path, 'colmap');
  await install('exec colmap "$@"');
  server = await serve(data, { environment: { TIEPOINT_COLMAP: program } });
  projectId = (await server.client.createProject('Broken COLMAP')).id;
  const upload = await runTiepoint(['upload', scene.photosFolder, '--project', projectId, '--data', data]);
  assert.equal(upload.exitCode, 0, upload.output);
});
after(async () => {
  await server?.[Symbol.asyncDispose]();
  await folder?.[Symbol.asyncDispose]();
});

const FAULTS: { what: string; script: string | null; code: string; reason: RegExp }[] = [
  {
    what: 'that exits with 0 and writes nothing',
    script: `${SPEAKS_LIKE_COLMAP}; exit 0`,
    code: 'EngineFailed',
    reason: /^COLMAP ended without an error, but wrote no database of features\./,
  },
  {
    what: 'that fails',
    script: `${SPEAKS_LIKE_COLMAP}; echo "no licence found" >&2; exit 3`,
    code: 'EngineFailed',
    reason: /^COLMAP failed at "Feature extraction" with exit code 3\. Its last line: no licence found$/,
  },
  {
    what: 'that prints garbage without end',
    script: `${SPEAKS_LIKE_COLMAP}; exec cat /dev/urandom`,
    code: 'EngineStalled',
    reason: /^COLMAP printed without end at "Feature extraction" and was ended\./,
  },
  {
    what: 'that is another one',
    script: 'echo "Usage: something else"',
    code: 'EngineMissing',
    reason: /does not answer .* as COLMAP does: it is another program, is broken, or hangs\. Install COLMAP/,
  },
  {
    what: 'that hangs whatever it is asked',
    script: IGNORES_ALL,
    code: 'EngineMissing',
    reason: /does not answer .* as COLMAP does: it is another program, is broken, or hangs\. Install COLMAP/,
  },
  {
    what: 'that is gone',
    script: null,
    code: 'EngineMissing',
    reason: /^COLMAP, .*, is not found at \S+\. Install it with "sudo apt-get install .* colmap"/,
  },
];

for (const { what, script, code, reason } of FAULTS) {
  test(`a COLMAP ${what} fails the task for that reason, and the server lives`, async () => {
    if (script === null) await rm(program);
    else await install(script);
    const { task } = await server.client.startReconstruction(projectId, PREVIEW);
    const failed = await taskThat(server, projectId, hasEnded);
    assert.deepEqual([failed.id, failed.state], [task?.id, 'Failed']);
    assert.match(failed.error ?? '', reason);
    assert.equal(await errorCode(), code);
    await assertAlone();
  });
}

test('a COLMAP that hangs at its work is gone 5 seconds after the task is stopped', async () => {
  await install(`${SPEAKS_LIKE_COLMAP}; ${IGNORES_ALL}`);
  await server.client.startReconstruction(projectId, PREVIEW);
  await taskInStage(server, projectId, 'Feature extraction');
  await lookUntil(async () => (await findPrograms()).length > 0);
  const askedAt = performance.now();
  assert.equal((await server.client.stopReconstruction(projectId))?.state, 'Stopped');
  await lookUntil(async () => (await findPrograms()).length === 0);
  const took = performance.now() - askedAt;
  assert.ok(took < STOPPED_WITHIN_MS, `${took} ms`);
});

test('the right COLMAP does what the wrong ones could not, without a restart', async () => {
  await install('exec colmap "$@"');
  await server.client.startReconstruction(projectId, PREVIEW);
  const task = await taskInStage(server, projectId, 'Image matching');
  assert.deepEqual(
    task.steps.map(({ name }) => name),
    ['Feature extraction'],
  );
  await server.client.stopReconstruction(projectId);
});

/** Puts a program where the server looks for COLMAP. */
async function install(script: string): Promise<void> {
  await writeFile(`${program}.new`, `#!/bin/bash\n${script}\n`, { mode: 0o755 });
  await rename(`${program}.new`, program);
}

/** Of the project's newest task. */
async function errorCode(): Promise<string | null> {
  interface Answer {
    project: { errorCode: string | null };
  }
  const query = 'query ($id: ID!) { project(id: $id) { errorCode } }';
  return (await ask<Answer>(server.connection, query, { id: projectId })).project.errorCode;
}

/** Nothing works for the server any more, and it answers. */
async function assertAlone(): Promise<void> {
  assert.deepEqual(await findPrograms(), []);
  const signal = AbortSignal.timeout(ANSWERS_WITHIN_MS);
  const { status } = await fetch(`${server.connection.endpoint}/healthz`, { signal });
  assert.equal(status, 200);
}

/** The command lines of what runs under the name of COLMAP. */
async function findPrograms(): Promise<string[]> {
  const processes = await findProcesses(0, data);
  return processes.map(({ command }) => command).filter((command) => command.includes(program));
}
