import assert from 'node:assert/strict';
import { test } from 'node:test';
import { datedChangelog, lockWithVersion, versionProblem, withVersion } from './write-version.mjs';

test('a release moves the unreleased changes under its version and leaves an empty part for the next', () => {
  const text = '# Changelog\n\n## Unreleased\n- New.\n\n## 0.1.0 (2026-01-01)\n- Old.\n';
  const dated =
    '# Changelog\n\n## Unreleased\n\n## 0.2.0 (2026-02-01)\n- New.\n\n## 0.1.0 (2026-01-01)\n- Old.\n';
  assert.equal(datedChangelog(text, '0.2.0', '2026-02-01'), dated);
  assert.match(
    datedChangelog('## 0.1.0 (unreleased)\n- New.\n', '0.1.0', '2026-02-01'),
    /^## 0\.1\.0 \(2026/m,
  );
  assert.throws(() => datedChangelog(dated, '0.3.0', '2026-03-01'), /has nothing under "## Unreleased"/);
});

test('packages of this repository depend on one another at the released version, and on others as before', () => {
  const manifest = {
    name: '@tiepoint/cli',
    version: '0.1.0',
    dependencies: { '@tiepoint/client': '0.1.0', zod: '4.0.0' },
  };
  const released = {
    ...manifest,
    version: '0.2.0',
    dependencies: { '@tiepoint/client': '0.2.0', zod: '4.0.0' },
  };
  assert.deepEqual(withVersion(manifest, '0.2.0'), released);
  const lock = {
    version: '0.1.0',
    packages: { 'packages/cli': manifest, 'node_modules/zod': { version: '4.0.0' } },
  };
  assert.deepEqual(lockWithVersion(lock, ['packages/cli'], '0.2.0'), {
    version: '0.2.0',
    packages: { 'packages/cli': released, 'node_modules/zod': { version: '4.0.0' } },
  });
});

test('a version is refused that is not one, or is older than the current one', () => {
  assert.match(versionProblem('v2', '0.1.0') ?? '', /not a version/);
  assert.match(versionProblem('0.9.9', '0.10.0') ?? '', /older/);
  for (const version of ['0.10.0', '0.10.1', '1.0.0'])
    assert.equal(versionProblem(version, '0.10.0'), undefined);
});
