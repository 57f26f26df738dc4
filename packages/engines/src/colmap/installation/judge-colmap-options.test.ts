import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_TASK_OPTIONS, type TaskOptions } from '../../port/task-options.ts';
import { judgeColmapOptions } from './judge-colmap-options.ts';

function judged(asked: Partial<TaskOptions>) {
  return judgeColmapOptions({ ...DEFAULT_TASK_OPTIONS, engine: 'colmap', ...asked }, undefined)?.option;
}

test('COLMAP takes every quality, matcher and sharing of cameras, and refuses what is too small, by its name', () => {
  assert.equal(judged({ matcher: 'spatial', cameraSharing: 'perPhoto', quality: 'high' }), undefined);
  assert.equal(judged({ maxImageSize: 100 }), 'maxImageSize');
  assert.equal(judged({ targetFaces: 3 }), 'targetFaces');
});
