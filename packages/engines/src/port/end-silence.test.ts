import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { EngineSilent, endSilence } from './end-silence.ts';
import type { EngineEvent } from './engine.ts';

const never = new AbortController().signal;
const progress = (percent: number): EngineEvent => ({ type: 'progress', percent });

test('an engine that says nothing for too long is told to end, and given up', async () => {
  let told: unknown;
  const watch = async function* (signal: AbortSignal) {
    yield progress(1);
    await setTimeout(10_000, undefined, { signal }).catch(() => {
      told = signal.reason;
    });
    signal.throwIfAborted();
  };
  await assert.rejects(takeAll(endSilence(watch, never, 50)), EngineSilent);
  assert.ok(told instanceof EngineSilent);
});

test('an engine that says something now and then is listened to, however slowly it is heard', async () => {
  const watch = async function* () {
    for (const percent of [1, 2, 3]) {
      await setTimeout(30);
      yield progress(percent);
    }
  };
  const heard: EngineEvent[] = [];
  for await (const event of endSilence(watch, never, 500)) {
    heard.push(event);
    await setTimeout(event === heard[0] ? 600 : 0);
  }
  assert.deepEqual(heard, [1, 2, 3].map(progress));
});

test('who stops listening ends the work', async () => {
  let ended = false;
  const watch = async function* () {
    try {
      yield progress(1);
      yield progress(2);
    } finally {
      ended = true;
    }
  };
  for await (const _ of endSilence(watch, never, 500)) break;
  assert.ok(ended);
});

async function takeAll(events: AsyncIterable<EngineEvent>): Promise<void> {
  for await (const _ of events);
}
