import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { test } from 'node:test';
import {
  type Engine,
  type EngineEvent,
  type EngineHandle,
  type EngineJob,
  type EnginePhoto,
  WorkLost,
} from './engine.ts';
import { DEFAULT_TASK_OPTIONS } from './task-options.ts';

/** What an adapter's test brings along. */
export interface EngineSetting extends AsyncDisposable {
  /** An engine over the same work as the one before: what a restarted server makes. */
  createEngine(): Engine;
  /** A few photos that a model can be made of. */
  photos: EnginePhoto[];
}

type DoneEvent = Extract<EngineEvent, { type: 'done' }>;

const never = new AbortController().signal;

/** Tests that any engine passes; they make one model, interrupted once. `skip` says why they can't run here. */
export function testEngine(
  name: string,
  prepare: () => Promise<EngineSetting>,
  { skip = false }: { skip?: string | false } = {},
): void {
  test(`${name} keeps the promises of an engine`, { skip }, async (t) => {
    await using setting = await prepare();
    const { createEngine, photos } = setting;
    const job: EngineJob = {
      workKey: 'good-job',
      seriesKey: 'series',
      photos,
      options: { ...DEFAULT_TASK_OPTIONS, engine: 'contract', quality: 'preview' },
    };
    const handle = await createEngine().submit(job, never);

    await t.test('submitting the same task again gives the same handle, which is plain JSON', async () => {
      assert.deepEqual(await createEngine().submit(job, never), handle);
      assert.deepEqual(JSON.parse(JSON.stringify(handle)), handle);
    });

    await t.test('aborting after a step throws the reason', async () => {
      await abortAfterFirstStep(createEngine(), handle);
    });

    let first: DoneEvent | undefined;
    await t.test('another engine goes on after the finished step and makes the model', async () => {
      const events = await watchToEnd(createEngine(), handle);
      const [again] = events;
      assert.ok(
        again?.type === 'stepDone' && again.reused,
        'the finished step is told again, not done again',
      );
      first = assertOrderly(events);
      await assertWhole(first, photos);
    });

    await t.test('watching a finished job tells the same again at once', async () => {
      const events = await watchToEnd(createEngine(), handle);
      assert.deepEqual(events.at(-1), first);
      assert.ok(events.slice(0, -1).every((event) => event.type === 'stepDone' && event.reused));
    });

    await t.test('photos that make no model fail with a sentence, not an exception', async () => {
      const engine = createEngine();
      const lonely = await engine.submit(
        { ...job, workKey: 'lonely-photo', photos: photos.slice(0, 1) },
        never,
      );
      const last = (await watchToEnd(engine, lonely)).at(-1);
      assert.equal(last?.type, 'failed');
      assert.match(last?.type === 'failed' ? last.reason : '', /^[A-Z].{20,}\.$/);
    });

    await t.test('discarding removes the files, twice as well as once', async () => {
      await createEngine().discard(handle);
      await createEngine().discard(handle);
      for (const { path } of first?.outputs ?? []) await assert.rejects(stat(path), { code: 'ENOENT' });
    });

    await t.test('discarded work is lost, and can be submitted again', async () => {
      await assert.rejects(watchToEnd(createEngine(), handle), WorkLost);
      assert.deepEqual(await createEngine().submit(job, never), handle);
      await createEngine().discard(handle);
      await createEngine().forget(job.seriesKey);
    });
  });
}

async function abortAfterFirstStep(engine: Engine, handle: EngineHandle): Promise<void> {
  const stop = new AbortController();
  const reason = new Error('the server is stopping');
  const watching = async () => {
    for await (const event of engine.watch(handle, stop.signal))
      if (event.type === 'stepDone') stop.abort(reason);
  };
  await assert.rejects(watching(), reason);
}

async function watchToEnd(engine: Engine, handle: EngineHandle): Promise<EngineEvent[]> {
  const events: EngineEvent[] = [];
  for await (const event of engine.watch(handle, never)) events.push(event);
  return events;
}

/** Each step begins, tells a rising progress and ends, and then comes the next. */
function assertOrderly(events: EngineEvent[]): DoneEvent {
  let running: string | undefined;
  let lastStep = 0;
  let lastPercent = 0;
  for (const event of events.slice(0, -1)) {
    if (event.type === 'step') {
      assert.ok(running === undefined && event.step > lastStep && event.step <= event.totalSteps, event.name);
      [running, lastStep, lastPercent] = [event.name, event.step, 0];
    } else if (event.type === 'progress') {
      assert.ok(running !== undefined && event.percent > lastPercent && event.percent <= 100);
      lastPercent = event.percent;
    } else if (event.type === 'stepDone') {
      assert.ok(running === undefined || running === event.name, `${event.name} ended during ${running}`);
      assert.ok(event.seconds >= 0);
      running = undefined;
    } else if (event.type === 'log') {
      assert.ok(running !== undefined && event.lines.length > 0);
    } else assert.fail(`${event.type} is not the last event`);
  }
  const last = events.at(-1);
  if (last?.type !== 'done') assert.fail(`the job ended with ${JSON.stringify(last)}`);
  return last;
}

async function assertWhole({ result, outputs }: DoneEvent, photos: EnginePhoto[]): Promise<void> {
  assert.equal(result.photos, photos.length);
  assert.equal(result.registered + result.leftOut.length, photos.length);
  assert.ok(result.points > 0 && result.faces > 0);
  assert.ok(result.reprojectionError > 0 && result.reprojectionError < 2, `${result.reprojectionError} px`);
  assert.ok(outputs.some(({ contentType }) => contentType === 'model/gltf-binary'));
  for (const { path, name } of outputs) assert.ok((await stat(path)).size > 0, `${name} is empty`);
}
