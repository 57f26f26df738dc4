import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { FakeNodeOdm } from './fake-nodeodm.fixture.ts';

/*
 * The node that the other tests talk to refuses what a real one refuses, in its words: docs/index.adoc and
 * libs/taskNew.js of https://github.com/OpenDroneMap/NodeODM
 */

const UUID = '5d0c1f3a-7e6b-5b0c-9a3d-8f1e2c4b6a70';
let node: FakeNodeOdm;
before(async () => {
  node = await FakeNodeOdm.start('t');
});
after(() => node[Symbol.asyncDispose]());

test('a token is asked for everywhere', async () => {
  for (const path of ['/info', '/options', `/task/${UUID}/info`]) {
    assert.match((await ask(path, {}, 'wrong')).error ?? '', /^Invalid authentication token/);
  }
});

test('a task goes from init over upload to commit, in this order and once', async () => {
  const notFound = { error: 'Invalid uuid (not found)' };
  assert.deepEqual(await upload('images'), notFound);
  assert.deepEqual(await post(`/task/new/commit/${UUID}`), notFound);
  assert.match((await init('5d0c1f3a-7e6b-8b0c-9a3d-8f1e2c4b6a70')).error ?? '', /^Invalid set-uuid/);
  assert.match((await init(UUID, [{ name: 'pc-quality', value: 'best' }])).error ?? '', /pc-quality/);
  assert.deepEqual(await init(UUID), { uuid: UUID });
  assert.deepEqual(await upload('photos'), { error: 'Need at least 1 file.', noRetry: true });
  assert.deepEqual(await ask(`/task/${UUID}/info`), { error: `${UUID} not found` });
  assert.deepEqual(await upload('images'), { success: true });
  assert.deepEqual(await post(`/task/new/commit/${UUID}`), { uuid: UUID });
  assert.deepEqual(await post(`/task/new/commit/${UUID}`), notFound);
  assert.match((await init(UUID)).error ?? '', /^Invalid set-uuid/);
  assert.deepEqual(node.commits, [UUID]);
});

test('commands name their task, and results come when it is completed', async () => {
  assert.deepEqual(await post('/task/cancel'), { error: 'uuid param missing.' });
  assert.deepEqual(await ask(`/task/${UUID}/download/all.zip`), { error: 'Asset not ready' });
  assert.deepEqual(await post('/task/restart', new URLSearchParams({ uuid: UUID })), {
    success: false,
    error: 'Task cannot be restarted',
  });
  const wrongMethod = await fetch(`${node.address.url}/task/new/init?token=t`);
  assert.equal(wrongMethod.status, 404);
});

interface Answer {
  error?: string;
}

async function ask(path: string, message: RequestInit = {}, token = 't'): Promise<Answer> {
  const response = await fetch(`${node.address.url}${path}?token=${token}`, message);
  return (await response.json()) as Answer;
}

function post(path: string, body?: FormData | URLSearchParams): Promise<Answer> {
  return ask(path, { method: 'POST', body });
}

function init(uuid: string, options: unknown[] = []): Promise<Answer> {
  const body = new FormData();
  body.set('options', JSON.stringify(options));
  return ask('/task/new/init', { method: 'POST', headers: { 'set-uuid': uuid }, body });
}

function upload(field: string): Promise<Answer> {
  const body = new FormData();
  body.set(field, new Blob(['photo']), 'a.jpg');
  return post(`/task/new/upload/${UUID}`, body);
}
