import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Engine } from '../port/engine.ts';
import { DEFAULT_TASK_OPTIONS, type TaskOptions } from '../port/task-options.ts';
import { judgeOptions } from './judge-options.ts';

const engines = new Map<string, Pick<Engine, 'judgeOptions'>>([
  ['plain', { judgeOptions: () => undefined }],
  [
    'picky',
    {
      judgeOptions: ({ matcher }) =>
        matcher === 'sequential' ? { option: 'matcher', message: 'Not in this order.' } : undefined,
    },
  ],
]);

test('options at the ends of their ranges are taken', () => {
  assert.equal(judge({}), undefined);
  assert.equal(judge({ maxImageSize: 500, targetFaces: 1000 }), undefined);
  assert.equal(judge({ maxImageSize: 20_000, targetFaces: 20_000_000 }), undefined);
  assert.equal(judge({ coordinateSystem: 'EPSG:32633' }), undefined);
});

test('what is unknown or out of range is refused by name, with what can be asked for', () => {
  const refusals: [Partial<TaskOptions>, RegExp][] = [
    [{ engine: 'magic' }, /no engine “magic” here: choose plain, picky\./],
    [{ maxImageSize: 499 }, /^499 pixels .* 500 to 20,000\.$/],
    [{ maxImageSize: 20_001 }, /500 to 20,000/],
    [{ targetFaces: 999 }, /1,000 to 20,000,000/],
    [{ targetFaces: -1 }, /^-1 triangles/],
    [{ coordinateSystem: 'EPSG:4326' }, /geographic/],
    [{ coordinateSystem: 'global' }, /EPSG/],
  ];
  for (const [options, message] of refusals) {
    const problem = judge(options);
    assert.equal(problem?.option, Object.keys(options)[0]);
    assert.match(problem?.message ?? '', message);
  }
});

test('the engine that is asked for has its say', () => {
  const options = { matcher: 'sequential' } as const;
  assert.equal(judge(options), undefined);
  assert.equal(judge({ ...options, engine: 'picky' })?.message, 'Not in this order.');
});

function judge(options: Partial<TaskOptions>) {
  return judgeOptions(engines, { ...DEFAULT_TASK_OPTIONS, engine: 'plain', ...options });
}
