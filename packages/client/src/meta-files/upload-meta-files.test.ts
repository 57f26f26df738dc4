import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createClient } from '../client.ts';
import { nodePlatform } from '../node/node-platform.ts';
import { startWireServer } from '../testing/wire-server.ts';
import { uploadMetaFiles } from './upload-meta-files.ts';

test('meta files are uploaded and judged, and what the project has is not sent again', async (t) => {
  const upload = await prepare(t, { 'pose.txt': 'unknown 1 2 3', 'group.txt': 'a.jpg left' });
  assert.deepEqual(await uploadMetaFiles(upload), {
    uploaded: [
      { name: 'pose.txt', warnings: ['line 1: unknown matches no photo'] },
      { name: 'group.txt', warnings: [] },
    ],
    alreadyThere: [],
    invalid: [],
    failed: [],
  });
  const again = await uploadMetaFiles(upload);
  assert.deepEqual([again.uploaded, again.alreadyThere], [[], ['pose.txt', 'group.txt']]);
});

test('a meta file that is unusable or cannot be read is reported and does not stop the others', async (t) => {
  const upload = await prepare(t, { 'pose.txt': 'unusable', 'group.txt': 'x', 'camera.txt': 'a 1 2 3' });
  await rm(upload.files[1]?.path ?? '');
  const { uploaded, invalid, failed } = await uploadMetaFiles(upload);
  assert.deepEqual(uploaded, [{ name: 'camera.txt', warnings: [] }]);
  assert.deepEqual(invalid, [{ name: 'pose.txt', reasons: ['line 1 is unusable'] }]);
  assert.equal(failed.length, 1);
  assert.match(`${failed[0]?.name}: ${failed[0]?.reason}`, /^group\.txt: The file can't be read/);
});

/** A project on a test server, and files in a folder. */
async function prepare(t: TestContext, texts: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-meta-files-'));
  t.after(() => rm(folder, { recursive: true }));
  const server = await startWireServer();
  t.after(server.close);
  const files = Object.entries(texts).map(([name, text]) => {
    return { name, path: join(folder, name), sizeBytes: text.length };
  });
  for (const { name, path } of files) await writeFile(path, texts[name] ?? '');
  const client = createClient({ endpoint: server.endpoint, key: 'k', token: 't', platform: nodePlatform() });
  return { client, projectId: server.projectId, files };
}
