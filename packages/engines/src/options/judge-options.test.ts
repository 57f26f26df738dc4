import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Engine } from '../port/engine.ts';
import { DEFAULT_TASK_OPTIONS, type TaskOptions } from '../port/task-options.ts';
import { judgeOptions } from './judge-options.ts';

const engines = new Map<string, Pick<Engine, 'judgeOptions'>>([
  ['plain', { judgeOptions: async () => undefined }],
  [
    'picky',
    {
      judgeOptions: async ({ matcher }) =>
        matcher === 'sequential' ? { option: 'matcher', message: 'Not in this order.' } : undefined,
    },
  ],
]);

test('options at the ends of their ranges are taken', async () => {
  assert.equal(await judge({}), undefined);
  assert.equal(await judge({ maxImageSize: 500, targetFaces: 1000 }), undefined);
  assert.equal(await judge({ maxImageSize: 20_000, targetFaces: 20_000_000 }), undefined);
});

test('what is unknown or out of range is refused by name, with what can be asked for', async () => {
  const refusals: [Partial<TaskOptions>, RegExp][] = [
    [{ engine: 'magic' }, /no engine “magic” here: choose plain, picky\./],
    [{ maxImageSize: 499 }, /^499 pixels .* 500 to 20,000\.$/],
    [{ maxImageSize: 20_001 }, /500 to 20,000/],
    [{ targetFaces: 999 }, /1,000 to 20,000,000/],
    [{ targetFaces: -1 }, /^-1 triangles/],
  ];
  for (const [options, message] of refusals) {
    const problem = await judge(options);
    assert.equal(problem?.option, Object.keys(options)[0]);
    assert.match(problem?.message ?? '', message);
  }
});

test('the engine that is asked for has its say', async () => {
  const options = { matcher: 'sequential' } as const;
  assert.equal(await judge(options), undefined);
  assert.equal((await judge({ ...options, engine: 'picky' }))?.message, 'Not in this order.');
});

function judge(options: Partial<TaskOptions>) {
  return judgeOptions(engines, { ...DEFAULT_TASK_OPTIONS, engine: 'plain', ...options });
}
