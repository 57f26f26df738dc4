import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Client, eachItem } from '@tiepoint/client';
import type { FilePhoto } from '@tiepoint/client/node';

const PAGE = 500;
const UPLOAD_BUCKET = 'local';

/** Asserts that a project has each of these photos once, Ready, and no other. */
export async function assertAllReady(
  client: Client<FilePhoto>,
  projectId: string,
  photos: readonly FilePhoto[],
): Promise<void> {
  const expected = await Promise.all(photos.map(({ path }) => sha1Of(path)));
  const found: string[] = [];
  for await (const image of eachItem((after) =>
    client.listImages({ projectId, filter: 'All', first: PAGE, after }),
  )) {
    assert.equal(image.state, 'Ready', JSON.stringify(image));
    found.push(image.checksum ?? '');
  }
  assert.deepEqual(found.sort(), expected.sort());
}

/**
 * Asserts that the object store in a data folder has no data file without a record and, if asked for, that its upload
 * bucket is empty.
 */
export async function assertNoOrphans(data: string, asked: { emptyUploadBucket: boolean }): Promise<void> {
  const buckets = join(data, 'objects', 'buckets');
  const entries = await readdir(buckets, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const records = files.filter(({ name }) => name.endsWith('.json'));
  const known = new Set<string>();
  for (const { parentPath, name } of records) {
    const [line = ''] = (await readFile(join(parentPath, name), 'utf8')).split('\n');
    const record = JSON.parse(line) as { dataFile: string };
    known.add(join(parentPath, record.dataFile));
  }
  const orphans = files
    .filter((file) => !records.includes(file))
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => !known.has(path));
  assert.deepEqual(orphans, [], 'every data file has its record');
  if (!asked.emptyUploadBucket) return;
  const uploaded = records.filter(({ parentPath }) => parentPath.startsWith(join(buckets, UPLOAD_BUCKET)));
  assert.deepEqual(
    uploaded.map(({ name }) => name),
    [],
    'the upload bucket is empty',
  );
}

async function sha1Of(path: string): Promise<string> {
  return createHash('sha1')
    .update(await readFile(path))
    .digest('hex');
}
