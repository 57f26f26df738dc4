import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_TASK_OPTIONS, type TaskOptions } from '../../port/task-options.ts';
import { mapOptions } from './map-options.ts';

const OPTIONS: TaskOptions = { ...DEFAULT_TASK_OPTIONS, engine: 'nodeodm' };
const number = (name: string, domain: string) => ({ name, type: 'int', domain });

test('what the node does not know, or not with this value, is left out with a note', () => {
  const offered = [
    { name: 'feature-quality', type: 'enum', domain: ['high', 'low'] },
    { name: 'pc-quality', type: 'enum', domain: ['low'] },
    number('mesh-octree-depth', 'integer: 1 <= x <= 10'),
    number('mesh-size', 'integer >= 100'),
  ];
  const mapped = mapOptions(OPTIONS, offered);
  assert.deepEqual(mapped.options, [
    { name: 'feature-quality', value: 'high' },
    { name: 'mesh-size', value: 200_000 },
  ]);
  assert.deepEqual(mapped.notes, [
    'The NodeODM node does not support pc-quality = medium, mesh-octree-depth = 11, dsm = true: its defaults are used.',
  ]);
});

test('triangles become half as many vertices, in place of what the quality says', () => {
  const mapped = mapOptions({ ...OPTIONS, targetFaces: 5001 }, [number('mesh-size', 'positive integer')]);
  assert.deepEqual(mapped.options, [{ name: 'mesh-size', value: 2501 }]);
});

test('neighbours are those by position or by name', () => {
  const offered = [number('matcher-neighbors', 'integer'), number('matcher-order', 'integer')];
  const matcherOf = (matcher: TaskOptions['matcher']) => mapOptions({ ...OPTIONS, matcher }, offered).options;
  assert.deepEqual(matcherOf('spatial'), [{ name: 'matcher-neighbors', value: 8 }]);
  assert.deepEqual(matcherOf('sequential'), [{ name: 'matcher-order', value: 8 }]);
  assert.deepEqual(matcherOf('auto'), []);
});
