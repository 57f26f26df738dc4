import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { downloadFiles } from './download-files.ts';

test('files are streamed into a new folder, and nothing else is left in it', async (t) => {
  const { folder, link } = await prepare(t);
  const sums: number[] = [];
  const files = [
    { name: 'model.glb', link: link('model'), size: 5 },
    { name: 'points.ply', link: link('points!'), size: 7 },
  ];
  const paths = await downloadFiles({ files, folder, onProgress: (sum) => sums.push(sum) });
  assert.deepEqual(paths, [join(folder, 'model.glb'), join(folder, 'points.ply')]);
  assert.equal(await readFile(join(folder, 'points.ply'), 'utf8'), 'points!');
  assert.deepEqual((await readdir(folder)).sort(), ['model.glb', 'points.ply']);
  assert.equal(sums.at(-1), 12);
});

test('a file of the wrong size is refused and does not appear', async (t) => {
  const { folder, link } = await prepare(t);
  const files = [{ name: 'model.glb', link: link('short'), size: 6 }];
  await assert.rejects(downloadFiles({ files, folder }), /model\.glb could not be downloaded: 5 bytes/);
  assert.deepEqual(await readdir(folder), []);
});

test('a name can not escape the folder', async (t) => {
  const { folder, link } = await prepare(t);
  const files = [{ name: '../../escaped.txt', link: link('x'), size: 1 }];
  assert.deepEqual(await downloadFiles({ files, folder }), [join(folder, 'escaped.txt')]);
});

/** A folder that does not exist yet, and links to files with the given contents. */
async function prepare(t: TestContext) {
  const server = createServer((request, response) => {
    response.end(decodeURIComponent(request.url?.slice(1) ?? ''));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const parent = await mkdtemp(join(tmpdir(), 'tiepoint-download-'));
  t.after(async () => {
    server.closeAllConnections();
    server.close();
    await rm(parent, { recursive: true });
  });
  const { port } = server.address() as AddressInfo;
  return { folder: join(parent, 'out'), link: (content: string) => `http://127.0.0.1:${port}/${content}` };
}
