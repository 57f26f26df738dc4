import assert from 'node:assert/strict';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { openGeometryThread } from './geometry-thread.ts';

/** Zeros are points too; so many keep the thread busy for seconds. */
const POINTS = 2_000_000;
const POINT_BYTES = 51;
const MAX_STOP_MS = 1000;

test('a task is stopped in the middle of a computation, and the next one finds a thread', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-geometry-'));
  const none = Buffer.alloc(8);
  for (const name of ['cameras.bin', 'images.bin']) await writeFile(join(folder, name), none);
  await using thread = openGeometryThread();
  try {
    await writePoints(join(folder, 'points3D.bin'), POINTS);
    const stop = new AbortController();
    const reason = new Error('stopped by its user');
    const summary = thread.run('summarizeModels', { folders: [folder, folder] }, { signal: stop.signal });
    await wait(500);
    const stoppedAt = performance.now();
    stop.abort(reason);
    await assert.rejects(summary, reason);
    await thread[Symbol.asyncDispose]();
    assert.ok(performance.now() - stoppedAt < MAX_STOP_MS);

    await writePoints(join(folder, 'points3D.bin'), 2);
    const { signal } = new AbortController();
    const [model] = await thread.run('summarizeModels', { folders: [folder] }, { signal });
    assert.equal(model?.points, 2);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

async function writePoints(path: string, count: number): Promise<void> {
  await using file = await open(path, 'w');
  const header = Buffer.alloc(8);
  header.writeUInt32LE(count);
  await file.write(header);
  await file.truncate(header.length + count * POINT_BYTES);
}
