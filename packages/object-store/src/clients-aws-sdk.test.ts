import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { test } from 'node:test';

import {
  AbortMultipartUploadCommand,
  type ChecksumAlgorithm,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  type S3ServiceException,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';

import { startAwsClient } from './start-aws-client.fixture.ts';
import { until } from './start-store.fixture.ts';

const MIB = 1024 * 1024;
const KEY = "p/1/x y+é%2F!'()*.jpg";

test('an object put as a buffer or as a stream comes back with all that was said of it', async (t) => {
  const { client, text, store } = await startAwsClient(t);
  const said = {
    ContentType: 'image/jpeg',
    CacheControl: 'max-age=60',
    ContentDisposition: 'attachment',
    Metadata: { pilot: 'Ada', 'two-words': 'a b' },
  };
  for (const Body of [Buffer.from('some bytes'), Readable.from(['some ', 'bytes'])]) {
    const put = new PutObjectCommand({ Bucket: 'photos', Key: KEY, Body, ContentLength: 10, ...said });
    const stored = await client.send(put);
    assert.equal(stored.ETag, `"${createHash('md5').update('some bytes').digest('hex')}"`);
    assert.equal(stored.ChecksumCRC32, 'n1l/VQ==');
    const head = await client.send(
      new HeadObjectCommand({ Bucket: 'photos', Key: KEY, ChecksumMode: 'ENABLED' }),
    );
    assert.deepEqual({ ...head, ...said }, head);
    assert.equal(head.ContentLength, 10);
    assert.equal(head.ContentEncoding, undefined);
    assert.equal(head.ChecksumCRC32, 'n1l/VQ==');
    assert.equal(await text(KEY), 'some bytes');
    assert.equal(await text(KEY, 'bytes=5-'), 'bytes');
    await store.remove('photos', KEY);
  }
});

test('every checksum algorithm is verified, in headers and in trailers', async (t) => {
  const { client, errors } = await startAwsClient(t);
  const algorithms: ChecksumAlgorithm[] = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'];
  for (const ChecksumAlgorithm of algorithms) {
    for (const Body of [
      Buffer.from('x'.repeat(100_000)),
      Readable.from(['x'.repeat(70_000), 'x'.repeat(30_000)]),
    ]) {
      const target = { Bucket: 'photos', Key: ChecksumAlgorithm };
      const stored = await client.send(
        new PutObjectCommand({ ...target, Body, ContentLength: 100_000, ChecksumAlgorithm }),
      );
      const checksum = stored[`Checksum${ChecksumAlgorithm}` as keyof typeof stored];
      assert.ok(checksum, ChecksumAlgorithm);
      // The SDK compares the content with the checksum that comes with it.
      const got = await client.send(new GetObjectCommand({ ...target, ChecksumMode: 'ENABLED' }));
      assert.equal((await got.Body?.transformToString())?.length, 100_000);
      const wrong = new PutObjectCommand({
        ...target,
        Body: 'other',
        [`Checksum${ChecksumAlgorithm}`]: checksum,
      });
      await assert.rejects(client.send(wrong), { name: 'BadDigest' }, ChecksumAlgorithm);
    }
  }
  assert.deepEqual(errors, []);
});

test('lib-storage uploads parts side by side, and they make one object that is announced once', async (t) => {
  const { client, store, events } = await startAwsClient(t);
  const body = Buffer.alloc(12 * MIB, 'abcdefg');
  const upload = new Upload({
    client,
    params: { Bucket: 'photos', Key: KEY, Body: body, ContentType: 'image/jpeg', Metadata: { a: 'b' } },
    queueSize: 3,
  });
  const done = await upload.done();
  assert.match(done.ETag ?? '', /^"[0-9a-f]{32}-3"$/);
  assert.match(done.ChecksumCRC32 ?? '', /^.{6}==-3$/);
  const got = await client.send(new GetObjectCommand({ Bucket: 'photos', Key: KEY }));
  assert.ok(body.equals((await got.Body?.transformToByteArray()) ?? Buffer.of()));
  assert.deepEqual(got.Metadata, { a: 'b' });
  await until(() => events.length === 1);
  assert.equal(events[0]?.sizeBytes, body.length);
  assert.equal((await store.stat('photos', KEY))?.contentType, 'image/jpeg');
});

test('parts may come in any order, with gaps and again; a part that is not the one named is refused', async (t) => {
  const { client, text } = await startAwsClient(t);
  const target = { Bucket: 'photos', Key: KEY };
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(target));
  const part = async (PartNumber: number, Body: string) => {
    const { ETag } = await client.send(new UploadPartCommand({ ...target, UploadId, PartNumber, Body }));
    return { PartNumber, ETag };
  };
  const complete = (Parts: object[]) =>
    client.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }));
  const last = await part(9, 'last');
  const small = await part(2, 'small');
  const replaced = await part(5, 'x');
  const five = await part(5, 'y'.repeat(5 * MIB));
  const listed = await client.send(new ListPartsCommand({ ...target, UploadId, MaxParts: 2 }));
  assert.deepEqual(
    listed.Parts?.map((one) => [one.PartNumber, one.Size]),
    [
      [2, 5],
      [5, 5 * MIB],
    ],
  );
  assert.equal(listed.IsTruncated, true);
  await assert.rejects(complete([replaced, last]), { name: 'InvalidPart' });
  await assert.rejects(complete([five, { ...last, PartNumber: 8 }]), { name: 'InvalidPart' });
  await assert.rejects(complete([last, five]), { name: 'InvalidPartOrder' });
  await assert.rejects(complete([small, five, last]), { name: 'EntityTooSmall' });
  const done = await complete([{ ...five, ETag: five.ETag?.replaceAll('"', '') }, last]);
  assert.equal(await text(KEY, 'bytes=-5'), 'ylast');
  assert.equal((await complete([five, last])).ETag, done.ETag);
  await assert.rejects(part(1, 'late'), { name: 'NoSuchUpload' });
});

test('an aborted upload is gone, and uploads in progress can be listed', async (t) => {
  const { client } = await startAwsClient(t);
  const begin = async (Key: string) =>
    (await client.send(new CreateMultipartUploadCommand({ Bucket: 'photos', Key }))).UploadId;
  const [b, a1, a2] = [await begin('p/b'), await begin('p/a'), await begin('p/a')];
  const list = async (more = {}) => {
    const listed = await client.send(new ListMultipartUploadsCommand({ Bucket: 'photos', ...more }));
    return listed.Uploads?.map((one) => one.UploadId);
  };
  assert.deepEqual(new Set(await list()), new Set([a1, a2, b]));
  assert.deepEqual(await list({ KeyMarker: 'p/a' }), [b]);
  assert.deepEqual(await list({ Prefix: 'p/b', MaxUploads: 1 }), [b]);
  await client.send(new AbortMultipartUploadCommand({ Bucket: 'photos', Key: 'p/b', UploadId: b }));
  const abort = new AbortMultipartUploadCommand({ Bucket: 'photos', Key: 'p/b', UploadId: a1 });
  await assert.rejects(client.send(abort), { name: 'NoSuchUpload' });
  assert.equal((await list())?.length, 2);
});

test('a bucket is listed page by page, rolled up at a delimiter', async (t) => {
  const { client, put } = await startAwsClient(t);
  for (const key of ['p/a', 'p/b/1', 'p/b/2', 'p/c é+&', 'q']) await put(key, key);
  const pages = async (more: object) => {
    const found: (string | undefined)[] = [];
    for (let ContinuationToken: string | undefined, first = true; first || ContinuationToken; first = false) {
      const page = await client.send(
        new ListObjectsV2Command({ Bucket: 'photos', MaxKeys: 1, ContinuationToken, ...more }),
      );
      found.push(...(page.Contents ?? []).map((one) => one.Key));
      found.push(...(page.CommonPrefixes ?? []).map((one) => one.Prefix));
      assert.equal(page.KeyCount, (page.Contents ?? page.CommonPrefixes)?.length);
      ContinuationToken = page.NextContinuationToken;
    }
    return found;
  };
  assert.deepEqual(await pages({}), ['p/a', 'p/b/1', 'p/b/2', 'p/c é+&', 'q']);
  assert.deepEqual(await pages({ Prefix: 'p/', Delimiter: '/' }), ['p/a', 'p/b/', 'p/c é+&']);
  assert.deepEqual(await pages({ Delimiter: '/' }), ['p/', 'q']);
  assert.deepEqual(await pages({ StartAfter: 'p/b/1', MaxKeys: 10 }), ['p/b/2', 'p/c é+&', 'q']);
});

test('objects are copied with their attributes or with new ones, and removed one by one or many at once', async (t) => {
  const { client, text, put, events } = await startAwsClient(t);
  await put(KEY, 'content', { 'content-type': 'image/png' });
  const source = { Bucket: 'models', CopySource: `photos/${encodeURIComponent(KEY)}` };
  await client.send(new CopyObjectCommand({ ...source, Key: 'copy' }));
  const head = (Key: string) => client.send(new HeadObjectCommand({ Bucket: 'models', Key }));
  assert.equal((await head('copy')).ContentType, 'image/png');
  const renewed = { MetadataDirective: 'REPLACE', ContentType: 'a/b', Metadata: { a: 'b' } } as const;
  await client.send(new CopyObjectCommand({ ...source, Key: 'renewed', ...renewed }));
  assert.deepEqual((await head('renewed')).Metadata, { a: 'b' });
  const stale = new CopyObjectCommand({ ...source, Key: 'no', CopySourceIfMatch: '"other"' });
  await assert.rejects(client.send(stale), { name: 'PreconditionFailed' });
  const missing = new CopyObjectCommand({ ...source, Key: 'no', CopySource: 'photos/none' });
  await assert.rejects(client.send(missing), { name: 'NoSuchKey' });
  await client.send(new DeleteObjectCommand({ Bucket: 'photos', Key: KEY }));
  await client.send(new DeleteObjectCommand({ Bucket: 'photos', Key: KEY }));
  await assert.rejects(text(KEY), { name: 'NoSuchKey' });
  await until(() => events.length === 3);
  const Objects = ['copy', 'renewed', 'never', 'bad/../key'].map((Key) => ({ Key }));
  const deleted = await client.send(new DeleteObjectsCommand({ Bucket: 'models', Delete: { Objects } }));
  assert.equal(deleted.Deleted?.length, 3);
  assert.deepEqual(
    deleted.Errors?.map((one) => one.Code),
    ['InvalidArgument'],
  );
  await assert.rejects(head('copy'), { name: 'NotFound' });
});

test('a part of an object can be copied as a part of another', async (t) => {
  const { client, text, put } = await startAwsClient(t);
  await put('source', '0123456789');
  const target = { Bucket: 'photos', Key: 'target' };
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(target));
  const copy = (CopySourceRange: string) =>
    client.send(
      new UploadPartCopyCommand({
        ...target,
        UploadId,
        PartNumber: 1,
        CopySource: 'photos/source',
        CopySourceRange,
      }),
    );
  await assert.rejects(copy('bytes=2-10'), { name: 'InvalidRange' });
  await assert.rejects(copy('bytes=2-'), { name: 'InvalidArgument' });
  const { CopyPartResult } = await copy('bytes=2-4');
  const Parts = [{ PartNumber: 1, ETag: CopyPartResult?.ETag }];
  await client.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }));
  assert.equal(await text('target'), '234');
});

test('of many that write only where nothing is, one succeeds', async (t) => {
  const { client, text, store } = await startAwsClient(t);
  const bodies = Array.from({ length: 8 }, (_, index) => `body ${index}`);
  const put = (Body: string, more: object = { IfNoneMatch: '*' }) =>
    client.send(new PutObjectCommand({ Bucket: 'photos', Key: 'once', Body, ...more }));
  const results = await Promise.allSettled(bodies.map((body) => put(body)));
  const winners = bodies.filter((_, index) => results[index]?.status === 'fulfilled');
  assert.deepEqual(winners, [await text('once')]);
  const losers = results.filter((result) => result.status === 'rejected');
  assert.ok(losers.every((result) => result.reason.name === 'PreconditionFailed'));
  const etag = (await store.stat('photos', 'once'))?.etag;
  await put('replaced', { IfMatch: `"${etag}"` });
  await assert.rejects(put('again', { IfMatch: `"${etag}"` }), { name: 'PreconditionFailed' });
  assert.equal(await text('once'), 'replaced');
});

test('a download is conditional on ETag and time', async (t) => {
  const { client, put } = await startAwsClient(t);
  await put('a', 'x');
  const get = (more: object) => client.send(new GetObjectCommand({ Bucket: 'photos', Key: 'a', ...more }));
  const { ETag, LastModified } = await get({});
  const earlier = new Date(Number(LastModified) - 60_000);
  const isNotModified = (error: S3ServiceException) => error.$metadata.httpStatusCode === 304;
  await get({ IfMatch: ETag, IfUnmodifiedSince: earlier });
  await get({ IfNoneMatch: '"other"', IfModifiedSince: LastModified });
  await assert.rejects(get({ IfNoneMatch: ETag }), isNotModified);
  await assert.rejects(get({ IfModifiedSince: LastModified }), isNotModified);
  await assert.rejects(get({ IfUnmodifiedSince: earlier }), { name: 'PreconditionFailed' });
});

test('the buckets are there for those that ask, and others cannot be made', async (t) => {
  const { client } = await startAwsClient(t);
  const { Buckets } = await client.send(new ListBucketsCommand({}));
  assert.deepEqual(
    Buckets?.map((bucket) => bucket.Name),
    ['photos', 'models'],
  );
  await client.send(new HeadBucketCommand({ Bucket: 'photos' }));
  await client.send(new CreateBucketCommand({ Bucket: 'photos' }));
  const { LocationConstraint } = await client.send(new GetBucketLocationCommand({ Bucket: 'photos' }));
  assert.equal(LocationConstraint, undefined);
  await assert.rejects(client.send(new HeadBucketCommand({ Bucket: 'others' })), { name: 'NotFound' });
  await assert.rejects(client.send(new CreateBucketCommand({ Bucket: 'others' })), { name: 'NoSuchBucket' });
});
