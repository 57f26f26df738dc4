import type { TestContext } from 'node:test';

import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';

import { s3ClientOptions, startStore } from './start-store.fixture.ts';

const MAX_OBJECT_BYTES = 64 * 1024 * 1024;

/** A store and the official SDK's client of it. */
export async function startAwsClient(t: TestContext, options: Parameters<typeof startStore>[1] = {}) {
  const started = await startStore(t, { maxObjectBytes: MAX_OBJECT_BYTES, ...options });
  const client = new S3Client({ ...s3ClientOptions(started.endpoint), maxAttempts: 1 });
  t.after(() => client.destroy());
  const text = async (key: string, range?: string) => {
    const got = await client.send(new GetObjectCommand({ Bucket: 'photos', Key: key, Range: range }));
    return await got.Body?.transformToString();
  };
  return { ...started, client, text };
}
