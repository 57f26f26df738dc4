import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { findPhotos } from './find-photos.ts';

test('photos are found by extension in the folder and below it, sorted by name', async (t) => {
  const folder = await makeFolder(t, ['b.JPG', 'a.jpeg', 'left/c.png', 'left/far/d.TIF', 'e.tiff']);
  const { photos, leftOut } = await findPhotos(folder);
  assert.deepEqual(
    photos.map((photo) => photo.name),
    ['a.jpeg', 'b.JPG', 'e.tiff', 'left/c.png', 'left/far/d.TIF'],
  );
  assert.deepEqual(photos[3], { name: 'left/c.png', path: join(folder, 'left', 'c.png'), sizeBytes: 10 });
  assert.deepEqual(leftOut, []);
});

test('files without the extension of a photo are reported, hidden files are ignored', async (t) => {
  const folder = await makeFolder(t, ['a.jpg', 'notes.txt', 'left/jpg', '._a.jpg', '.cache/b.jpg']);
  const { photos, leftOut } = await findPhotos(folder);
  assert.deepEqual(
    photos.map((photo) => photo.name),
    ['a.jpg'],
  );
  assert.deepEqual(leftOut, ['left/jpg', 'notes.txt']);
});

test('a link to a photo is a photo; dangling links and links to folders are ignored', async (t) => {
  const folder = await makeFolder(t, ['a.jpg']);
  await symlink(join(folder, 'a.jpg'), join(folder, 'b.jpg'));
  await symlink(join(folder, 'gone.jpg'), join(folder, 'c.jpg'));
  await symlink(folder, join(folder, 'circle.jpg'));
  const { photos, leftOut } = await findPhotos(folder);
  assert.deepEqual(
    photos.map((photo) => photo.name),
    ['a.jpg', 'b.jpg'],
  );
  assert.deepEqual(leftOut, ['c.jpg', 'circle.jpg']);
});

test('a missing folder is an error with its code', async (t) => {
  const folder = await makeFolder(t, []);
  await assert.rejects(findPhotos(join(folder, 'gone')), { code: 'ENOENT' });
});

async function makeFolder(t: { after(end: () => Promise<void>): void }, names: string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-find-'));
  t.after(() => rm(folder, { recursive: true }));
  for (const name of names) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), 'ten bytes.');
  }
  return folder;
}
