import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { StageFacts } from '../local/stages/stage.ts';
import type { LocalPhoto } from '../local/workspaces/local-job.ts';
import { DEFAULT_TASK_OPTIONS } from '../port/task-options.ts';
import type { ColmapStage } from './commands/colmap-stage.ts';
import { colmapWorkspaceIn } from './commands/colmap-workspace.ts';
import { writeFakeColmap } from './fake-colmap.fixture.ts';
import { stagesFor } from './stages/stages.ts';
import { walkColmapStages } from './stages/walk-colmap-stages.ts';

/** Ends only by force, as COLMAP does in the middle of a long computation; tells its process id. */
const STUBBORN = 'trap "" TERM; echo "$$" > "$0.pid"; echo "it has begun"; while :; do sleep 0.1; done';
/** People wait for five seconds, of which one may pass before the server looks whether its work is wanted. */
const MAX_STOP_MS = 4000;

const PHOTOS = [0, 1, 2, 3].map(
  (index): LocalPhoto => ({
    fileName: `${index}.jpg`,
    displayName: `${index}.jpg`,
    width: 3,
    height: 2,
    cameraKey: 'one',
    position: { latitude: 47 + index / 1000, longitude: 8 + (index % 2) / 1000, altitude: 500 },
  }),
);
const EARLIER_FACTS: StageFacts = {
  modelNumber: '0',
  registered: PHOTOS.map((photo) => photo.fileName),
  points: 1000,
  reprojectionErrorPixels: 1,
  frame: { type: 'local' },
};
const OPTIONS = { ...DEFAULT_TASK_OPTIONS, engine: 'colmap' };
/** Those that do not begin in the geometry thread. */
const PROGRAM_STAGES = stagesFor({ options: OPTIONS }).filter(
  ({ id }) => id !== 'placing' && id !== 'surface' && id !== 'texture',
);

/** Stops a stage while its program runs, and returns how long that took. */
async function stopStage(stage: ColmapStage): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-stop-'));
  try {
    const { path } = await writeFakeColmap(join(folder, 'bin'), STUBBORN);
    const stop = new AbortController();
    const reason = new Error('stopped by its user');
    let stoppedAt = 0;
    const earlier: ColmapStage = {
      id: 'earlier',
      name: 'Earlier stages',
      startsWithout: () => [],
      run: async () => EARLIER_FACTS,
    };
    const workspace = colmapWorkspaceIn(folder);
    const walking = walkColmapStages(
      {
        installed: { path, version: '3.8', cuda: true, gpu: true, options: new Map() },
        workspace,
        job: { workKey: 'a', seriesKey: 's', options: OPTIONS, photos: PHOTOS },
        threads: 1,
        prepareFeatures: async () => 0,
        emit: (event) => {
          if (event.type !== 'log' || !event.lines.includes('it has begun')) return;
          stoppedAt = performance.now();
          stop.abort(reason);
        },
        signal: stop.signal,
        now: Date.now,
      },
      [earlier, stage],
    );
    await assert.rejects(walking, reason);
    const ms = performance.now() - stoppedAt;
    const pid = Number(await readFile(`${path}.pid`, 'utf8'));
    assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
    await assert.rejects(stat(join(workspace.markersFolder, `${stage.id}.json`)), { code: 'ENOENT' });
    return ms;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('a program that ignores the wish to end is gone within seconds, in whatever stage', {
  concurrency: true,
}, async (t) => {
  const stops = PROGRAM_STAGES.map((stage) =>
    t.test(stage.name, async () => {
      const ms = await stopStage(stage);
      assert.ok(ms < MAX_STOP_MS, `${Math.round(ms)} ms`);
    }),
  );
  await Promise.all(stops);
});
