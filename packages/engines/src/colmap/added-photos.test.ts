import assert from 'node:assert/strict';
import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { generateScene } from '@tiepoint/samples';
import type { Engine, EngineEvent, EngineHandle, EnginePhoto } from '../port/engine.ts';
import { DEFAULT_TASK_OPTIONS } from '../port/task-options.ts';
import { createColmapEngine } from './colmap-engine.ts';
import { COLMAP, needsColmap } from './installation/installed-colmap.fixture.ts';

/** Large enough for features, too small for a model. */
const SCENE = { photos: 8, width: 300, height: 200 };

const never = new AbortController().signal;

interface Setting {
  engine: Engine;
  workFolder: string;
  photos: EnginePhoto[];
}

async function withScene(use: (setting: Setting) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-added-'));
  try {
    const { photoPaths } = await generateScene({ ...SCENE, folder: join(folder, 'scene') });
    const photos = photoPaths.map(
      (path): EnginePhoto => ({
        fileName: basename(path),
        displayName: basename(path),
        width: SCENE.width,
        height: SCENE.height,
        cameraKey: 'drone',
        fetchTo: (target) => copyFile(path, target),
      }),
    );
    const workFolder = join(folder, 'work');
    await use({ engine: createColmapEngine({ workFolder, executable: COLMAP }), workFolder, photos });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function submit(engine: Engine, workKey: string, photos: EnginePhoto[]): Promise<EngineHandle> {
  const options = { ...DEFAULT_TASK_OPTIONS, engine: 'colmap', quality: 'preview' } as const;
  return engine.submit({ workKey, seriesKey: 'series', photos, options }, never);
}

/** Runs a job until its photos are matched, and gives what it told until then. */
async function matchImages(engine: Engine, handle: EngineHandle): Promise<EngineEvent[]> {
  const events: EngineEvent[] = [];
  for await (const event of engine.watch(handle, never)) {
    events.push(event);
    if (event.type === 'stepDone' && event.name === 'Image matching') break;
  }
  return events;
}

/** In how many photos a job has looked for features, and how many it has passed over, as its log says. */
async function countPhotos(workFolder: string, workKey: string) {
  const log = await readFile(join(workFolder, workKey, 'log.txt'), 'utf8');
  return {
    described: [...log.matchAll(/^ {2}Features: +\d+$/gm)].length,
    passedOver: [...log.matchAll(/SKIP: Features/g)].length,
  };
}

/** How many pairs of photos a job has asked COLMAP to match. */
async function countPairs(workFolder: string, workKey: string): Promise<number> {
  const folder = join(workFolder, workKey, 'pairs');
  const names = await readdir(folder);
  const lists = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return lists.join('').trim().split('\n').length;
}

test('photos added later are looked at, the others are not looked at again', needsColmap, async () => {
  await withScene(async ({ engine, workFolder, photos }) => {
    const first = await submit(engine, 'six', photos.slice(0, 6));
    await matchImages(engine, first);
    assert.deepEqual(await countPhotos(workFolder, 'six'), { described: 6, passedOver: 0 });
    assert.equal(await countPairs(workFolder, 'six'), 15);

    const second = await submit(engine, 'eight', photos);
    await engine.discard(first);
    await matchImages(engine, second);
    assert.deepEqual(await countPhotos(workFolder, 'eight'), { described: 2, passedOver: 6 });
    assert.equal(await countPairs(workFolder, 'eight'), 13);

    const resumed = await matchImages(engine, second);
    assert.deepEqual(
      resumed.map((event) => event.type === 'stepDone' && event.reused),
      [true, true],
    );

    const third = await submit(engine, 'seven', photos.slice(1));
    await engine.discard(second);
    await matchImages(engine, third);
    assert.deepEqual(await countPhotos(workFolder, 'seven'), { described: 0, passedOver: 7 });

    await engine.discard(third);
    await engine.forget('series');
    assert.deepEqual(await readdir(workFolder), ['.kept']);
    assert.deepEqual(await readdir(join(workFolder, '.kept')), []);
  });
});
