import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { beginManifest, completeManifest, readFolderState } from './scene-manifest.ts';

const SETTINGS = { seed: 7, photos: 2, width: 96, height: 64 };

test('a folder belongs to one scene; one that names none holds a landscape', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-manifest-'));
  t.after(() => rm(folder, { recursive: true }));
  const stateOf = (scene: 'landscape' | 'courtyard') => readFolderState(folder, { ...SETTINGS, scene });
  await writeFile(
    join(folder, 'manifest.json'),
    JSON.stringify({ version: 1, settings: SETTINGS, files: {} }),
  );
  assert.deepEqual([await stateOf('landscape'), await stateOf('courtyard')], ['complete', 'other']);
  await beginManifest(folder, { ...SETTINGS, scene: 'courtyard' });
  assert.deepEqual([await stateOf('landscape'), await stateOf('courtyard')], ['other', 'begun']);
  await writeFile(join(folder, 'photo.jpg'), 'photo');
  await completeManifest(folder, { ...SETTINGS, scene: 'courtyard' }, ['photo.jpg']);
  assert.deepEqual([await stateOf('landscape'), await stateOf('courtyard')], ['other', 'complete']);
});
