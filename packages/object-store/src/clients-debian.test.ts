import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { promisify } from 'node:util';

import { CREDENTIALS, startStore } from './start-store.fixture.ts';

const MIB = 1024 * 1024;

/** Above the size at which each of the clients uploads in parts. */
const LARGE_BYTES = 17 * MIB;

/** Small enough for its first part to be followed by others. */
const CHUNK_MEBIBYTES = 8;

describe('clients from Debian', { concurrency: true }, () => {
  test('awscli uploads, moves, lists and downloads', skipWithout('aws'), async (t) => {
    const { endpoint, folder, store, errors, run } = await startClient(t);
    const aws = (...words: string[]) => run('aws', ['--endpoint-url', endpoint, 's3', ...words]);
    await aws('cp', '--recursive', '--metadata', 'pilot=Ada', folder, 's3://photos/p/');
    assert.deepEqual((await store.stat('photos', 'p/large'))?.metadata, { pilot: 'Ada' });
    assert.match((await store.stat('photos', 'p/large'))?.etag ?? '', /-3$/);
    await aws('mv', 's3://photos/p/large', 's3://models/p/x y+é');
    await aws('sync', 's3://models/p', join(folder, 'back'));
    await assertSame(join(folder, 'large'), join(folder, 'back', 'x y+é'));
    assert.equal(await store.stat('photos', 'p/large'), undefined);
    assert.deepEqual(errors, []);
  });

  test('s3cmd uploads, lists, copies, downloads and removes', skipWithout('s3cmd'), async (t) => {
    const { port, folder, store, errors, run } = await startClient(t);
    const s3cmd = (...words: string[]) =>
      run('s3cmd', [
        '--config=/dev/null',
        '--no-ssl',
        `--host=127.0.0.1:${port}`,
        `--host-bucket=127.0.0.1:${port}`,
        `--access_key=${CREDENTIALS.accessKeyId}`,
        `--secret_key=${CREDENTIALS.secretAccessKey}`,
        '--no-progress',
        `--multipart-chunk-size-mb=${CHUNK_MEBIBYTES}`,
        ...words,
      ]);
    await s3cmd('put', join(folder, 'large'), join(folder, 'small'), 's3://photos/p/');
    assert.match((await store.stat('photos', 'p/large'))?.etag ?? '', /-3$/);
    assert.match(await s3cmd('ls', 's3://photos/p/'), /s3:\/\/photos\/p\/large\n.*s3:\/\/photos\/p\/small/);
    await s3cmd('cp', 's3://photos/p/small', 's3://models/x y+é');
    await s3cmd('get', 's3://photos/p/large', join(folder, 'back'));
    await assertSame(join(folder, 'large'), join(folder, 'back'));
    await s3cmd('del', '--recursive', '--force', 's3://photos/p/');
    assert.equal(await store.stat('photos', 'p/small'), undefined);
    assert.equal((await store.stat('models', 'x y+é'))?.sizeBytes, 5);
    assert.deepEqual(errors, []);
  });

  test('curl sends metadata in UTF-8 and in Latin-1, and gets them back', skipWithout('curl'), async (t) => {
    const { endpoint, folder, store, run } = await startClient(t);
    const curl = (...words: string[]) => {
      const { accessKeyId, secretAccessKey } = CREDENTIALS;
      const signing = ['--aws-sigv4', 'aws:amz:eu-west-3:s3', '--user', `${accessKeyId}:${secretAccessKey}`];
      const hash = ['--header', 'x-amz-content-sha256: UNSIGNED-PAYLOAD'];
      return run('curl', ['--silent', '--fail', ...signing, ...hash, ...words, `${endpoint}/photos/a`]);
    };
    for (const text of ['José 日本', 'voilà', '\u00e0 \u00a0']) {
      for (const encoding of ['utf8', 'latin1'] as const) {
        const header = Buffer.concat([Buffer.from('x-amz-meta-pilot: '), Buffer.from(text, encoding)]);
        await writeFile(join(folder, 'headers'), header);
        await curl('--upload-file', join(folder, 'small'), '--header', `@${join(folder, 'headers')}`);
        const pilot = (await store.stat('photos', 'a'))?.metadata?.pilot ?? '';
        assert.deepEqual(Buffer.from(pilot, 'latin1'), Buffer.from(text, encoding), `${text} in ${encoding}`);
      }
    }
  });

  test('rclone copies, checks, moves and removes', skipWithout('rclone'), async (t) => {
    const { endpoint, folder, store, errors, run } = await startClient(t);
    const remote = `:s3,provider=Other,env_auth=true,endpoint="${endpoint}",chunk_size=${CHUNK_MEBIBYTES}Mi,upload_cutoff=${CHUNK_MEBIBYTES}Mi:`;
    const rclone = (...words: string[]) => run('rclone', ['--config=', ...words]);
    await rclone('copy', folder, `${remote}photos/p`);
    assert.match((await store.stat('photos', 'p/large'))?.etag ?? '', /-3$/);
    assert.equal(await rclone('lsf', `${remote}photos`), 'p/\n');
    await rclone('check', '--download', folder, `${remote}photos/p`);
    await rclone('moveto', `${remote}photos/p/small`, `${remote}models/x y+é`);
    assert.equal(await rclone('cat', `${remote}models/x y+é`), 'small');
    await rclone('delete', `${remote}photos/p`);
    assert.equal(await store.stat('photos', 'p/large'), undefined);
    assert.deepEqual(errors, []);
  });
});

async function startClient(t: TestContext) {
  const started = await startStore(t, { maxObjectBytes: 64 * MIB });
  const folder = await mkdtemp(join(tmpdir(), 'object-store-client-'));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'large'), Buffer.alloc(LARGE_BYTES, 'abcdefg'));
  await writeFile(join(folder, 'small'), 'small');
  const run = async (program: string, words: string[]) => {
    const env = {
      PATH: process.env.PATH,
      HOME: folder,
      LANG: 'C.UTF-8',
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
      AWS_DEFAULT_REGION: 'eu-west-3',
      AWS_EC2_METADATA_DISABLED: 'true',
    };
    return (await promisify(execFile)(program, words, { env, timeout: 60_000 })).stdout;
  };
  return { ...started, folder, run };
}

async function assertSame(path: string, otherPath: string): Promise<void> {
  assert.ok((await readFile(path)).equals(await readFile(otherPath)));
}

/** A client that is not installed is reported as skipped; with Debian's packages none is. */
function skipWithout(program: string): { skip: string | false } {
  const isThere = (process.env.PATH ?? '')
    .split(delimiter)
    .some((folder) => isExecutable(join(folder, program)));
  return { skip: isThere ? false : `${program} is not installed` };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
