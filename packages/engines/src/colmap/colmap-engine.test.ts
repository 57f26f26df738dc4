import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  type Engine,
  type EngineEvent,
  type EngineHandle,
  type EngineJob,
  WorkLost,
} from '../port/engine.ts';
import { DEFAULT_TASK_OPTIONS } from '../port/task-options.ts';
import { createColmapEngine } from './colmap-engine.ts';
import { type FakeColmap, writeFakeColmap } from './fake-colmap.fixture.ts';

const never = new AbortController().signal;

function jobOf(workKey: string): EngineJob {
  const photos = ['a.jpg', 'b.jpg', 'c.jpg'].map((fileName) => ({
    fileName,
    displayName: `Holiday ${fileName}`,
    width: 300,
    height: 200,
    cameraKey: 'one',
    fetchTo: (path: string) => writeFile(path, fileName),
  }));
  return {
    workKey,
    seriesKey: 'series',
    options: { ...DEFAULT_TASK_OPTIONS, engine: 'colmap', quality: 'preview' },
    photos,
  };
}

interface Fake {
  engine: Engine;
  handle: EngineHandle;
  workFolder: string;
  colmap: FakeColmap;
}

async function withSubmitted(shellLines: string, use: (fake: Fake) => Promise<void>): Promise<void> {
  const workFolder = await mkdtemp(join(tmpdir(), 'tiepoint-engine-'));
  try {
    const colmap = await writeFakeColmap(join(workFolder, 'bin'), shellLines);
    const engine = createColmapEngine({ workFolder, executable: colmap.path, threads: 1 });
    await use({ engine, handle: await engine.submit(jobOf('task-1'), never), workFolder, colmap });
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}

async function reasonOfFailure(engine: Engine, handle: EngineHandle): Promise<string> {
  let last: EngineEvent | undefined;
  for await (const event of engine.watch(handle, never)) last = event;
  assert.equal(last?.type, 'failed');
  return last?.type === 'failed' ? last.reason : '';
}

test('a submitted job lies in a folder of its task with its photos, and submitting again changes nothing', async () => {
  await withSubmitted('', async ({ engine, handle, workFolder }) => {
    assert.deepEqual(await readdir(join(workFolder, 'task-1', 'images')), ['a.jpg', 'b.jpg', 'c.jpg']);
    const before = await stat(join(workFolder, 'task-1', 'images', 'a.jpg'));
    assert.deepEqual(await engine.submit(jobOf('task-1'), never), handle);
    const after = await stat(join(workFolder, 'task-1', 'images', 'a.jpg'));
    assert.equal(after.mtimeMs, before.mtimeMs);
    await engine.discard(handle);
    await assert.rejects(reasonOfFailure(engine, handle), WorkLost);
  });
});

test('work that nobody has come back to for two weeks is removed, other folders are left alone', async () => {
  await withSubmitted('', async ({ engine, handle, workFolder }) => {
    const days = (count: number) => count * 24 * 3600 * 1000;
    const later = (count: number) => createColmapEngine({ workFolder, now: () => Date.now() + days(count) });
    await later(13).sweep?.();
    assert.deepEqual(await engine.submit(jobOf('task-1'), never), handle);
    await mkdir(join(workFolder, '.leaving-half'));
    await later(15).sweep?.();
    assert.deepEqual(await readdir(workFolder), ['bin']);
  });
});

test('a disk too small for the photos is told as a failure, and its files are removed', async () => {
  await withSubmitted('', async ({ engine, workFolder }) => {
    const job = jobOf('task-2');
    for (const photo of job.photos) {
      photo.fetchTo = async (path) => {
        await writeFile(path, 'half a photo');
        throw Object.assign(new Error('write'), { code: 'ENOSPC' });
      };
    }
    const handle = await engine.submit(job, never);
    assert.match(await reasonOfFailure(engine, handle), /disk is full/);
    await assert.rejects(stat(join(workFolder, 'task-2')), { code: 'ENOENT' });
  });
});

test('a handle cannot lead out of the work folder', async () => {
  await withSubmitted('', async ({ engine }) => {
    await assert.rejects(
      async () => engine.discard({ engine: 'colmap', workspace: '../elsewhere' }),
      /no job/,
    );
  });
});

test('without COLMAP the reason names the command that installs it', async () => {
  await withSubmitted('', async ({ handle, workFolder }) => {
    const engine = createColmapEngine({ workFolder, executable: join(workFolder, 'nothing-here') });
    assert.match(await reasonOfFailure(engine, handle), /apt-get install .*colmap/);
  });
});

test('a COLMAP that exits with 0 and has written nothing fails', async () => {
  await withSubmitted('exit 0', async ({ engine, handle, colmap }) => {
    assert.match(
      await reasonOfFailure(engine, handle),
      /ended without an error, but wrote no database of features/,
    );
    assert.deepEqual(await colmap.calls(), ['feature_extractor']);
  });
});

test('a full disk is the reason although COLMAP exits with 0', async () => {
  const shell = 'echo "SQLite error [database.cc, line 1042]: database or disk is full"';
  await withSubmitted(shell, async ({ engine, handle }) => {
    assert.match(await reasonOfFailure(engine, handle), /disk is full.*free some space/);
  });
});

test('a COLMAP that dies is reported with the signal, the step and its last line', async () => {
  await withSubmitted('echo "Check failed: something"; kill -ABRT $$', async ({ engine, handle }) => {
    const reason = await reasonOfFailure(engine, handle);
    assert.match(reason, /SIGABRT at "Feature extraction".*Check failed: something/);
  });
});

test('aborting a COLMAP that hangs throws the reason, and the job can be watched again', async () => {
  await withSubmitted('echo "Processed file [1/3]"; sleep 60', async ({ engine, handle, colmap }) => {
    for (const round of [1, 2]) {
      const stop = new AbortController();
      const reason = new Error(`round ${round} is over`);
      const watching = async () => {
        for await (const event of engine.watch(handle, stop.signal)) {
          if (event.type === 'progress') stop.abort(reason);
        }
      };
      await assert.rejects(watching(), reason);
    }
    assert.equal((await colmap.calls()).length, 2);
  });
});

test('a caller that stops iterating stops the work', async () => {
  await withSubmitted('echo "$$" > "$0.pid"; echo "Processed file [1/3]"; exec sleep 60', async (fake) => {
    for await (const event of fake.engine.watch(fake.handle, never)) if (event.type === 'progress') break;
    const pid = Number(await readFile(`${fake.colmap.path}.pid`, 'utf8'));
    assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
  });
});
