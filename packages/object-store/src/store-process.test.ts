import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { type ClientRequest, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { createObjectStore } from './create-object-store.ts';
import { presignUrl } from './dialects/s3/signature/presign-url.ts';
import { CREDENTIALS } from './start-store.fixture.ts';

const MIB = 1024 * 1024;

async function startStoreProcess(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'object-store-'));
  const child = fork(fileURLToPath(new URL('./serve-store.fixture.ts', import.meta.url)), [folder], {
    execArgv: ['--expose-gc'],
  });
  t.after(async () => {
    if (child.connected) child.disconnect();
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    await rm(folder, { recursive: true });
  });
  const endpoint = `http://127.0.0.1:${await answerOf(child, 'port')}`;
  const put = async (key: string, body: AsyncIterable<Uint8Array>): Promise<number | undefined> => {
    const presignRequest = { method: 'PUT', endpoint, bucket: 'photos', key, expiresInSeconds: 60 } as const;
    return await send(request(presignUrl(presignRequest, CREDENTIALS, new Date()), { method: 'PUT' }), body);
  };
  const post = (boundary: string, body: AsyncIterable<Uint8Array>) => {
    const headers = { 'Content-Type': `multipart/form-data; boundary=${boundary}` };
    return send(request(`${endpoint}/photos`, { method: 'POST', headers }), body);
  };
  return { folder, child, put, post };
}

/** Sends a body and waits for the status of the answer. */
async function send(sending: ClientRequest, body: AsyncIterable<Uint8Array>): Promise<number | undefined> {
  const answered = once(sending, 'response');
  const [[answer]] = await Promise.all([answered, pipeline(body, sending)]);
  return answer.resume().statusCode;
}

/** Waits for the message that has this field; the test runner may send messages of its own. */
async function answerOf(child: ChildProcess, field: string): Promise<number> {
  for (;;) {
    const [message] = await once(child, 'message');
    if (typeof message[field] === 'number') return message[field];
  }
}

async function* generateBody(mebibytes: number): AsyncGenerator<Uint8Array> {
  const chunk = new Uint8Array(MIB).fill(7);
  for (let sent = 0; sent < mebibytes; sent += 1) yield chunk;
}

/** A form with a file, signed in S3's Version 2. */
async function* generateForm(mebibytes: number): AsyncGenerator<Uint8Array> {
  const conditions = [{ bucket: 'photos' }, { key: 'form' }];
  const policy = Buffer.from(JSON.stringify({ expiration: '2100-01-01T00:00:00Z', conditions })).toString(
    'base64',
  );
  const signature = createHmac('sha1', CREDENTIALS.secretAccessKey).update(policy).digest('base64');
  const fields = { key: 'form', AWSAccessKeyId: CREDENTIALS.accessKeyId, policy, signature, file: '' };
  const parts = Object.entries(fields).map(
    ([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}`,
  );
  yield Buffer.from(parts.join('\r\n'));
  yield* generateBody(mebibytes);
  yield Buffer.from('\r\n--b--\r\n');
}

test('a body of 128 MiB takes a few MiB of memory, and so does a form', async (t) => {
  const { child, put, post } = await startStoreProcess(t);
  const peakMebibytes = async () => {
    child.send('report');
    return (await answerOf(child, 'peakBytes')) / MIB;
  };
  const atRest = await peakMebibytes();
  assert.equal(await put('large', generateBody(128)), 200);
  assert.equal(await post('b', generateForm(128)), 204);
  const growth = (await peakMebibytes()) - atRest;
  t.diagnostic(`${growth.toFixed(1)} MiB`);
  assert.ok(growth < 6, `${growth} MiB`);
});

test('a store killed during an upload restarts without a trace of it', async (t) => {
  const { folder, child, put } = await startStoreProcess(t);
  await put('whole', generateBody(1));
  const { promise: started, resolve: start } = Promise.withResolvers<void>();
  const endless = async function* () {
    for (;;) {
      yield new Uint8Array(MIB);
      if ((await readdir(join(folder, 'incoming'))).length > 0) start();
    }
  };
  const upload = put('broken', endless()).catch(() => undefined);
  await started;
  child.kill('SIGKILL');
  await upload;
  assert.equal((await readdir(join(folder, 'incoming'))).length, 1);

  const store = await createObjectStore({
    folder,
    buckets: ['photos'],
    credentials: CREDENTIALS,
    maxObjectBytes: 1e9,
  });
  assert.deepEqual(await readdir(join(folder, 'incoming')), []);
  assert.equal(await store.stat('photos', 'broken'), undefined);
  assert.equal((await buffer(await store.read('photos', 'whole'))).length, MIB);
  await store.close();
});
