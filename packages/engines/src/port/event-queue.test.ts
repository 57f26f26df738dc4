import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EngineEvent } from './engine.ts';
import { EventQueue } from './event-queue.ts';

async function readAll(queue: EventQueue): Promise<EngineEvent[]> {
  queue.end();
  const events: EngineEvent[] = [];
  for await (const event of queue.events()) events.push(event);
  return events;
}

test('what nobody has read yet waits in short: the last progress and all lines of a step', async () => {
  const queue = new EventQueue();
  const done: EngineEvent = { type: 'stepDone', name: 'Image matching', seconds: 3 };
  for (const percent of [10, 20]) {
    queue.push({ type: 'log', lines: [`at ${percent}`] });
    queue.push({ type: 'progress', percent });
  }
  queue.push(done);
  queue.push({ type: 'progress', percent: 5 });
  assert.deepEqual(await readAll(queue), [
    { type: 'log', lines: ['at 10', 'at 20'] },
    { type: 'progress', percent: 20 },
    done,
    { type: 'progress', percent: 5 },
  ]);
});

test('lines that nobody reads do not fill the memory', async () => {
  const queue = new EventQueue();
  for (let line = 0; line < 5000; line++) queue.push({ type: 'log', lines: [`${line}`] });
  const [event] = await readAll(queue);
  const lines = event?.type === 'log' ? event.lines : [];
  assert.ok(lines.length >= 1000 && lines.length <= 2000, `${lines.length} lines`);
  assert.equal(lines.at(-1), '4999');
});
