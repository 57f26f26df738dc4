import assert from 'node:assert/strict';
import { test } from 'node:test';
import { projectIdFromPath, projectPath, reportIdFromPath, reportPath } from './project-path.ts';

test('an id survives a round trip through an address', () => {
  assert.equal(projectPath('5d37e0'), '/projects/5d37e0');
  assert.equal(projectIdFromPath(projectPath('a/b c')), 'a/b c');
  assert.equal(projectIdFromPath('/projects/5d37e0/'), '5d37e0');
  assert.equal(reportIdFromPath(reportPath('a/b c')), 'a/b c');
  assert.equal(reportIdFromPath(projectPath('report')), null);
});

test('other addresses are not a project’s', () => {
  for (const path of ['/', '/projects', '/projects/', '/projects/a/b', '/project/a', '/projects/%']) {
    assert.equal(projectIdFromPath(path), null, path);
  }
});
