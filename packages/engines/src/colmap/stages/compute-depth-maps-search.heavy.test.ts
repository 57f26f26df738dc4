import assert from 'node:assert/strict';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ModelPhoto } from '@tiepoint/samples';
import type { Camera } from '@tiepoint/scene';
import { PHOTOS, writePlaced, writeUndistorted } from './dense-scene.fixture.ts';
import { inWorkspace, processesIn, readCloud, walkDense } from './dense-walk.fixture.ts';

/** Names that paths, shells, options and lists of names could stumble over. */
const NAMES = ['a b/ä ö.png', 'q\'uo"te & x.png', '日本/#%1.png', '--help.png', 'c;$(rm x).png', '!.png'];
const WIDE: Camera = { model: 'SIMPLE_RADIAL', width: 150, height: 110, params: [150, 74, 56, -0.06] };
const LONG: Camera = { model: 'SIMPLE_RADIAL', width: 200, height: 140, params: [215, 101, 69, 0.03] };
const MAX_STOP_MS = 1000;

test('photos of two cameras, sizes and lenses, with any names, make one right cloud', () =>
  inWorkspace(async (workspace) => {
    const photos = PHOTOS.map((photo, index): ModelPhoto => {
      return { ...photo, name: NAMES[index] ?? '', camera: index % 2 ? LONG : WIDE };
    });
    await writePlaced(workspace, photos);
    const facts = await walkDense(workspace, { photos, stages: ['undistortion', 'depths'] });
    assert.deepEqual(facts.notes, []);
    const cloud = await readCloud(workspace.densePointsFile);
    assert.ok(cloud.length > 5000, `${cloud.length} points`);
    const heights = cloud.map(({ z }) => Math.abs(z)).sort((a, b) => a - b);
    const [median = 1, high = 1] = [0.5, 0.95].map((share) => heights[Math.floor(share * heights.length)]);
    // A pixel covers 0.05 to 0.07.
    assert.ok(median < 0.01 && high < 0.05, `median ${median}, 95 % ${high}`);
  }));

test('a search is gone within a second when it is stopped, and goes on photo by photo', () =>
  inWorkspace(async (workspace) => {
    await writeUndistorted(workspace);
    const stop = new AbortController();
    const reason = new Error('stopped by its user');
    let stoppedAt = 0;
    const stopped = walkDense(workspace, {
      signal: stop.signal,
      onLine(line) {
        if (stop.signal.aborted || !(Number(/^Depths (\d+) %$/.exec(line)?.[1]) >= 40)) return;
        stoppedAt = performance.now();
        stop.abort(reason);
      },
    });
    await assert.rejects(stopped, reason);
    const ms = performance.now() - stoppedAt;
    assert.ok(ms < MAX_STOP_MS, `${Math.round(ms)} ms`);
    assert.deepEqual(await processesIn(workspace), []);
    const before = await readSearched(workspace.denseMatchingFolder);
    assert.ok(before.size >= 3 && before.size < PHOTOS.length, `${before.size} photos are searched`);

    let reading: ReturnType<typeof readSearched> | undefined;
    const { densePoints = 0 } = await walkDense(workspace, {
      onLine(line) {
        if (/^Depths (7|8)\d %$/.test(line)) reading ??= readSearched(workspace.denseMatchingFolder);
      },
    });
    assert.ok(densePoints > 5000, `${densePoints} points`);
    const after = (await reading) ?? assert.fail('no progress was told');
    assert.equal(after.size, PHOTOS.length);
    for (const [name, writtenAt] of before)
      assert.equal(after.get(name), writtenAt, `${name} was searched again`);
  }));

/** Which photos have been searched, and when. */
async function readSearched(folder: string): Promise<Map<string, number>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.photometric'));
  const times = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).mtimeMs));
  return new Map(names.map((name, index) => [name, times[index] ?? 0]));
}
