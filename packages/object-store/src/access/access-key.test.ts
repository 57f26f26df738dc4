import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';

import { s3ClientOptions, startStore } from '../start-store.fixture.ts';
import type { AccessKey, Grant } from './access-key.ts';

async function startClient(t: TestContext, grants: readonly Grant[]) {
  const key: AccessKey = {
    accessKeyId: 'STS.TEMPORARY',
    secretAccessKey: 'temporary-secret',
    sessionToken: 'token+/=',
    expiresAt: new Date(Date.now() + 60_000),
    grants,
  };
  const started = await startStore(t, {
    maxObjectBytes: 64e6,
    findAccessKey: async (accessKeyId) => (accessKeyId === key.accessKeyId ? key : undefined),
  });
  const client = new S3Client({
    ...s3ClientOptions(started.endpoint),
    credentials: { ...key, sessionToken: 'token+/=' },
    maxAttempts: 1,
  });
  t.after(() => client.destroy());
  return { ...started, client };
}

test('a temporary key may do what it was granted for its prefix, and nothing else', async (t) => {
  const { client, put } = await startClient(t, [
    { actions: ['PutObject', 'AbortMultipartUpload'], bucket: 'photos', keyPrefix: 'pid1/' },
  ]);
  await put('pid2/secret', 'x');
  const own = { Bucket: 'photos', Key: 'pid1/a' };
  const other = { Bucket: 'photos', Key: 'pid2/secret' };
  await client.send(new PutObjectCommand({ ...own, Body: 'x' }));
  await new Upload({ client, params: { ...own, Body: Buffer.alloc(6_000_000) } }).done();
  const refused = [
    new PutObjectCommand({ ...other, Body: 'x' }),
    new PutObjectCommand({ ...own, Key: 'pid10/a', Body: 'x' }),
    new PutObjectCommand({ ...own, Bucket: 'models', Body: 'x' }),
    new GetObjectCommand(own),
    new DeleteObjectCommand(own),
    new ListObjectsV2Command({ Bucket: 'photos', Prefix: 'pid1/' }),
    new ListBucketsCommand({}),
    new CopyObjectCommand({ ...own, CopySource: 'photos/pid2/secret' }),
  ];
  for (const command of refused) {
    await assert.rejects(client.send(command as PutObjectCommand), { name: 'AccessDenied' }, String(command));
  }
  await assert.rejects(client.send(new PutObjectCommand({ ...own, Key: 'pid1/../pid2/a', Body: 'x' })), {
    name: 'InvalidArgument',
  });
  const Objects = [{ Key: 'pid1/a' }];
  const deleted = await client.send(new DeleteObjectsCommand({ Bucket: 'photos', Delete: { Objects } }));
  assert.deepEqual(
    deleted.Errors?.map((error) => error.Code),
    ['AccessDenied'],
  );
});

test('a key that may list a prefix lists that and no more', async (t) => {
  const { client, put } = await startClient(t, [
    { actions: ['ListBucket', 'GetObject'], bucket: 'photos', keyPrefix: 'pid1/' },
  ]);
  await put('pid1/a', 'x');
  await put('pid2/b', 'x');
  const list = async (Prefix?: string) =>
    (await client.send(new ListObjectsV2Command({ Bucket: 'photos', Prefix }))).Contents?.map(
      (one) => one.Key,
    );
  assert.deepEqual(await list('pid1/'), ['pid1/a']);
  for (const prefix of [undefined, '', 'pid', 'pid2/']) {
    await assert.rejects(list(prefix), { name: 'AccessDenied' }, prefix);
  }
});
