import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ImageSummary } from '../api/image-calls.ts';
import { comparePhotos } from './compare-photos.ts';
import { readManifest } from './read-manifest.ts';

const OPTIONS = { quality: 'preview', engine: 'colmap' };
const manifest = JSON.stringify({
  manifestVersion: 1,
  options: OPTIONS,
  photos: [
    { name: 'a.jpg', sha1: 'aa', given: true },
    { name: 'b.jpg', sha1: 'bb', given: true },
    { name: 'broken.jpg', sha1: 'cc', given: false },
  ],
});

test('a project is compared with the photos of the manifest by their checksums', async () => {
  const recipe = readManifest(manifest);
  assert.deepEqual(recipe.options, OPTIONS);
  const client = {
    listImages: async () => ({ items: [image('renamed.jpg', 'aa'), image('new.jpg', 'dd')], totalCount: 2 }),
  };
  assert.deepEqual(await comparePhotos({ client, projectId: 'project', photos: recipe.photos }), {
    missing: ['b.jpg'],
    extra: ['new.jpg'],
  });
});

test('an invalid manifest is refused', () => {
  assert.throws(() => readManifest('{'), /no JSON/);
  assert.throws(() => readManifest('[]'), /version is undefined/);
  assert.throws(() => readManifest('{ "manifestVersion": 2 }'), /version is 2/);
  assert.throws(() => readManifest('{ "manifestVersion": 1 }'), /no options or photos/);
});

function image(name: string, checksum: string): ImageSummary {
  return { id: name, name, checksum, state: 'Ready', error: null, errorCodes: null };
}
