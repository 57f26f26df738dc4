import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLogger } from '../observability/logger.ts';
import type { Bucket } from '../storage/bucket.ts';
import { startBucketSweep } from './start-bucket-sweep.ts';

const HOURS_AGO = new Date(Date.now() - 2 * 3_600_000);

test('stopping waits for one removal at most, of objects and of multipart uploads', async () => {
  for (const what of ['objects', 'uploads'] as const) {
    const begun = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    let removals = 0;
    const remove = async () => {
      removals++;
      begun.resolve();
      await goOn.promise;
    };
    const keys = ['a', 'b', 'c'];
    const bucket: Partial<Bucket> = {
      name: 'local',
      list: async () =>
        what === 'objects' ? keys.map((key) => ({ key, size: 1, etag: key, storedAt: HOURS_AGO })) : [],
      listUploads: async () => keys.map((key) => ({ key, uploadId: key, startedAt: HOURS_AGO })),
      remove,
      abortUpload: remove,
    };
    const sweep = startBucketSweep(needsOf(bucket as Bucket));
    await begun.promise;
    const stopped = sweep.stop();
    goOn.resolve();
    await stopped;
    assert.equal(removals, 1);
  }
});

/** Keys of no project need neither the database nor the queue. */
function needsOf(bucket: Bucket): Parameters<typeof startBucketSweep>[0] {
  const needs: Partial<Parameters<typeof startBucketSweep>[0]> = {
    logger: createLogger({ level: 'silent' }),
    now: () => new Date(),
    storage: {
      uploads: new Map([[bucket.name, bucket]]),
      private: bucket,
      adopt: () => Promise.reject(new Error('Nothing is adopted.')),
    },
  };
  return needs as Parameters<typeof startBucketSweep>[0];
}
