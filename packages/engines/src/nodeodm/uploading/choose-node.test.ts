import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseNode, judgeNode, memoryFor } from './choose-node.ts';

const GIBIBYTE = 1024 ** 3;

test('memory grows with the photos as ODM’s documentation tells, on a line between its figures', () => {
  const needs = [3, 40, 145, 250, 500, 1500, 3500].map((photos) => memoryFor(photos) / GIBIBYTE);
  assert.deepEqual(needs, [4, 4, 10, 16, 32, 64, 192]);
});

test('a node is too small by its limit or by its memory, unless it tells neither', () => {
  assert.match(judgeNode({ maxImages: 10 }, 11) ?? '', /at most 10 photos/);
  assert.match(judgeNode({ totalMemory: 8 * GIBIBYTE }, 250) ?? '', /has 8 GB .* need about 16 GB/);
  assert.equal(judgeNode({ totalMemory: 15 * GIBIBYTE }, 250), undefined);
  assert.equal(judgeNode({ maxImages: null }, 5000), undefined);
});

test('the shortest queue for each task at once is taken, then the most free memory', () => {
  const candidate = (
    node: string,
    taskQueueCount: number,
    maxParallelTasks: number,
    availableMemory = 0,
  ) => ({
    node,
    info: { version: '2', taskQueueCount, maxParallelTasks, availableMemory },
  });
  const busy = candidate('busy', 2, 1);
  assert.equal(chooseNode([busy, candidate('wide', 4, 4)], 3)?.node, 'wide');
  assert.equal(chooseNode([busy, candidate('free', 4, 2, 9)], 3)?.node, 'free');
  assert.equal(chooseNode([], 3), undefined);
});
