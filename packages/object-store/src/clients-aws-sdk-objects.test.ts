import assert from 'node:assert/strict';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import {
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type S3Client,
  type S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';

import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

import { startAwsClient } from './start-aws-client.fixture.ts';

const MIB = 1024 * 1024;

const HERE = { Bucket: 'photos', Key: 'a' };

/** Uploads in parts that have the numbers 2, 5 and 9. */
async function uploadInParts(client: S3Client, bodies: readonly Buffer[]) {
  const { UploadId } = await client.send(
    new CreateMultipartUploadCommand({ ...HERE, ChecksumAlgorithm: 'CRC32', Tagging: 'kind=large' }),
  );
  const Parts: CompletedPart[] = [];
  for (const [index, Body] of bodies.entries()) {
    const PartNumber = [2, 5, 9][index];
    const part = { ...HERE, UploadId, PartNumber, Body, ChecksumAlgorithm: 'CRC32' } as const;
    const { ETag, ChecksumCRC32 } = await client.send(new UploadPartCommand(part));
    Parts.push({ PartNumber, ETag, ChecksumCRC32 });
  }
  const complete = async (parts: CompletedPart[], MpuObjectSize?: number) =>
    await client.send(
      new CompleteMultipartUploadCommand({
        ...HERE,
        UploadId,
        MpuObjectSize,
        MultipartUpload: { Parts: parts },
      }),
    );
  return { Parts, complete };
}

test('parts are not made an object when the right to write it ends while they are assembled', async (t) => {
  const bodies = [Buffer.alloc(5 * MIB, 'a'), Buffer.from('b')];
  let folder = '';
  let isRevoked = true;
  const isAssembled = async () => {
    const incoming = join(folder, 'incoming');
    const files = await Promise.all((await readdir(incoming)).map((name) => stat(join(incoming, name))));
    return files.some(({ size }) => size === 5 * MIB + 1);
  };
  const mayWrite = async () => !(isRevoked && (await isAssembled()));
  const { client, store, ...started } = await startAwsClient(t, { mayWrite });
  folder = started.folder;
  const { Parts, complete } = await uploadInParts(client, bodies);
  await assert.rejects(complete(Parts), { name: 'AccessDenied' });
  assert.equal(await store.stat('photos', 'a'), undefined);
  isRevoked = false;
  await complete(Parts);
  assert.equal((await store.stat('photos', 'a'))?.sizeBytes, 5 * MIB + 1);
});

test('the parts of an object are read by their number and listed page by page', async (t) => {
  const { client, store } = await startAwsClient(t);
  const bodies = [Buffer.alloc(5 * MIB, 'a'), Buffer.alloc(6 * MIB, 'b'), Buffer.from('c')];
  const { Parts, complete } = await uploadInParts(client, bodies);
  const wrong = Parts.map((part) => ({ ...part, ChecksumCRC32: 'AAAAAA==' }));
  await assert.rejects(complete(wrong), { name: 'InvalidPart' });
  await assert.rejects(complete(Parts, 5), { name: 'InvalidRequest' });
  const { ETag } = await complete(Parts, 11 * MIB + 1);
  await client.send(new CopyObjectCommand({ ...HERE, Key: 'copy', CopySource: 'photos/a' }));
  for (const Key of ['a', 'copy']) {
    const ranges = ['0-5242879', '5242880-11534335', '11534336-11534336'];
    for (const [index, range] of ranges.entries()) {
      const PartNumber = index + 1;
      const head = await client.send(new HeadObjectCommand({ ...HERE, Key, PartNumber }));
      assert.equal(head.$metadata.httpStatusCode, 206);
      assert.equal(head.ContentRange, `bytes ${range}/11534337`);
      assert.deepEqual([head.PartsCount, head.ContentLength, head.ETag], [3, bodies[index]?.length, ETag]);
      const got = await client.send(new GetObjectCommand({ ...HERE, Key, PartNumber }));
      // The SDK compares it with the part that came.
      assert.equal(got.ChecksumCRC32, Parts[index]?.ChecksumCRC32);
      assert.equal(
        Buffer.compare(
          Buffer.from((await got.Body?.transformToByteArray()) ?? []),
          bodies[index] ?? Buffer.of(),
        ),
        0,
      );
    }
    const beyond = client.send(new GetObjectCommand({ ...HERE, Key, PartNumber: 4 }));
    await assert.rejects(beyond, { name: 'InvalidPartNumber' });
  }
  const attributes = await client.send(
    new GetObjectAttributesCommand({
      ...HERE,
      ObjectAttributes: ['ETag', 'Checksum', 'ObjectParts', 'ObjectSize', 'StorageClass'],
      MaxParts: 1,
      PartNumberMarker: '1',
    }),
  );
  assert.equal(`"${attributes.ETag}"`, ETag);
  assert.deepEqual([attributes.ObjectSize, attributes.StorageClass], [11 * MIB + 1, 'STANDARD']);
  assert.deepEqual(attributes.Checksum?.ChecksumType, 'COMPOSITE');
  assert.deepEqual(attributes.ObjectParts, {
    TotalPartsCount: 3,
    PartNumberMarker: '1',
    NextPartNumberMarker: '2',
    MaxParts: 1,
    IsTruncated: true,
    Parts: [{ PartNumber: 2, Size: 6 * MIB, ChecksumCRC32: Parts[1]?.ChecksumCRC32 }],
  });
  assert.deepEqual((await store.stat('photos', 'copy'))?.tags, { kind: 'large' });
});

test('an object that came in one piece is its own first part', async (t) => {
  const { client, put, get } = await startAwsClient(t);
  await put('a', '0123456789');
  const whole = await client.send(new GetObjectCommand({ ...HERE, PartNumber: 1 }));
  assert.deepEqual([whole.ContentRange, whole.PartsCount], ['bytes 0-9/10', undefined]);
  const second = client.send(new HeadObjectCommand({ ...HERE, PartNumber: 2 }));
  await assert.rejects(second, (error: S3ServiceException) => error.$metadata.httpStatusCode === 416);
  const both = client.send(new GetObjectCommand({ ...HERE, PartNumber: 1, Range: 'bytes=0-1' }));
  await assert.rejects(both, { name: 'InvalidRequest' });
  const attributes = new GetObjectAttributesCommand({
    ...HERE,
    ObjectAttributes: ['ObjectParts', 'ObjectSize'],
  });
  const { ObjectParts, ObjectSize, ETag } = await client.send(attributes);
  assert.deepEqual([ObjectParts, ObjectSize, ETag], [undefined, 10, undefined]);
  await put('a', '');
  const empty = await client.send(new GetObjectCommand({ ...HERE, PartNumber: 1 }));
  assert.deepEqual([empty.$metadata.httpStatusCode, empty.ContentLength], [200, 0]);
  assert.equal((await get('a')).status, 200);
});

test('tags come with an object, go along with copies, and are changed by themselves', async (t) => {
  const { client, store, text } = await startAwsClient(t);
  const Tagging = `pilot=${encodeURIComponent('José & 日本')}&flight+no=1&empty`;
  await client.send(new PutObjectCommand({ ...HERE, Body: 'x', Tagging }));
  const tags = { empty: '', 'flight no': '1', pilot: 'José & 日本' };
  assert.deepEqual((await store.stat('photos', 'a'))?.tags, tags);
  const listed = async (Key: string) =>
    (await client.send(new GetObjectTaggingCommand({ ...HERE, Key }))).TagSet?.map(({ Key, Value }) => [
      Key,
      Value,
    ]);
  assert.deepEqual(await listed('a'), Object.entries(tags));
  const head = await client.send(new GetObjectCommand(HERE));
  assert.equal(head.TagCount, 3);
  const copy = { ...HERE, CopySource: 'photos/a', MetadataDirective: 'REPLACE' } as const;
  await client.send(new CopyObjectCommand({ ...copy, Key: 'b' }));
  assert.deepEqual(await listed('b'), Object.entries(tags));
  await client.send(
    new CopyObjectCommand({ ...copy, Key: 'c', TaggingDirective: 'REPLACE', Tagging: 'x=1' }),
  );
  assert.deepEqual(await listed('c'), [['x', '1']]);
  const before = await store.stat('photos', 'a');
  const TagSet = [{ Key: 'state', Value: 'checked' }];
  await client.send(new PutObjectTaggingCommand({ ...HERE, Tagging: { TagSet } }));
  assert.deepEqual(await store.stat('photos', 'a'), { ...before, tags: { state: 'checked' } });
  assert.equal(await text('a'), 'x');
  await client.send(new DeleteObjectTaggingCommand(HERE));
  assert.deepEqual(await listed('a'), []);
  const missing = new PutObjectTaggingCommand({ ...HERE, Key: 'missing', Tagging: { TagSet } });
  await assert.rejects(client.send(missing), { name: 'NoSuchKey' });
});

test('more or longer tags than S3 allows are refused, and change nothing', async (t) => {
  const { client, store, put } = await startAwsClient(t);
  await put('a', 'x');
  const many = Array.from({ length: 11 }, (_, index) => ({ Key: `${index}`, Value: '' }));
  const twice = [
    { Key: 'a', Value: '1' },
    { Key: 'a', Value: '2' },
  ];
  const wrong = [many, twice, [{ Key: 'a'.repeat(129), Value: '' }], [{ Key: 'a', Value: 'é'.repeat(257) }]];
  for (const TagSet of [...wrong, [{ Key: '', Value: 'x' }], [{ Key: 'aws:a', Value: 'x' }]]) {
    const tagging = client.send(new PutObjectTaggingCommand({ ...HERE, Tagging: { TagSet } }));
    await assert.rejects(tagging, { name: 'InvalidTag' });
  }
  const encoded = client.send(new PutObjectCommand({ ...HERE, Body: 'y', Tagging: 'a=%zz' }));
  await assert.rejects(encoded, { name: 'InvalidArgument' });
  assert.deepEqual((await store.stat('photos', 'a'))?.tags, undefined);
  assert.equal((await store.stat('photos', 'a'))?.etag.length, 34);
});

test('metadata may be empty or not ASCII, and come back as they were sent', async (t) => {
  const { client } = await startAwsClient(t);
  const Metadata = { empty: '', pilot: 'José', ends: 'voilà', space: '\u00a0' };
  const head = async (Body: string | Buffer) => {
    await client.send(new PutObjectCommand({ ...HERE, Body, Metadata, ContentLanguage: '' }));
    return Object.entries((await client.send(new HeadObjectCommand(HERE))).Metadata ?? {});
  };
  const sorted = Object.entries(Metadata).sort();
  // Node sends headers as Latin-1 before a buffer, but as UTF-8 before a text.
  assert.deepEqual((await head(Buffer.from('x'))).sort(), sorted);
  const asText = (await head('x')).map(([name, value]) => [name, Buffer.from(value, 'latin1').toString()]);
  assert.deepEqual(asText.sort(), sorted);
});

test('metadata and tags may be part of a presigned URL', async (t) => {
  const { client, store } = await startAwsClient(t);
  const put = new PutObjectCommand({ ...HERE, Metadata: { pilot: 'José' }, Tagging: 'flight=%C3%A9+1' });
  const answer = await fetch(await getSignedUrl(client, put), { method: 'PUT', body: 'x' });
  assert.equal(answer.status, 200);
  const { metadata, tags } = (await store.stat('photos', 'a')) ?? {};
  assert.equal(Buffer.from(metadata?.pilot ?? '', 'latin1').toString(), 'José');
  assert.deepEqual(tags, { flight: 'é 1' });
});

test('an empty object whose key ends in a slash is a folder to those who list', async (t) => {
  const { client } = await startAwsClient(t);
  const folder = { Bucket: 'photos', Key: 'p1/' };
  await assert.rejects(client.send(new HeadObjectCommand(folder)), { name: 'NotFound' });
  await client.send(new PutObjectCommand({ ...folder, ContentType: 'application/x-directory' }));
  const head = await client.send(new HeadObjectCommand(folder));
  assert.deepEqual([head.ContentLength, head.ContentType], [0, 'application/x-directory']);
  await client.send(new PutObjectCommand({ ...folder, Key: 'p1/a', Body: 'x' }));
  const list = async (Prefix: string) =>
    await client.send(
      new ListObjectsV2Command({ Bucket: 'photos', Prefix, Delimiter: '/', ContinuationToken: '' }),
    );
  assert.deepEqual((await list('')).CommonPrefixes, [{ Prefix: 'p1/' }]);
  assert.deepEqual(
    (await list('p1/')).Contents?.map(({ Key }) => Key),
    ['p1/', 'p1/a'],
  );
  await client.send(new DeleteObjectCommand(folder));
  await assert.rejects(client.send(new HeadObjectCommand(folder)), { name: 'NotFound' });
});

test('an object is removed or replaced only if it is the one that was meant', async (t) => {
  const { client, store, put } = await startAwsClient(t);
  await put('a', 'x');
  const { etag = '', lastModified = new Date() } = (await store.stat('photos', 'a')) ?? {};
  const wrong = [{ IfMatch: '"other"' }, { IfMatchSize: 2 }, { IfMatchLastModifiedTime: new Date(0) }];
  for (const condition of wrong) {
    const removal = client.send(new DeleteObjectCommand({ ...HERE, ...condition }));
    await assert.rejects(removal, { name: 'PreconditionFailed' }, JSON.stringify(condition));
  }
  const several = { ETag: 'other', Key: 'a' };
  const { Errors } = await client.send(
    new DeleteObjectsCommand({
      Bucket: 'photos',
      Delete: { Objects: [several, { Key: 'a', VersionId: '1' }] },
    }),
  );
  assert.deepEqual(
    Errors?.map(({ Code }) => Code),
    ['PreconditionFailed', 'NotImplemented'],
  );
  const replacement = client.send(new PutObjectCommand({ ...HERE, Body: 'y', IfNoneMatch: `"${etag}"` }));
  await assert.rejects(replacement, { name: 'PreconditionFailed' });
  const right = { IfMatch: etag, IfMatchSize: 1, IfMatchLastModifiedTime: lastModified };
  await client.send(new DeleteObjectCommand({ ...HERE, ...right }));
  assert.equal(await store.stat('photos', 'a'), undefined);
  await client.send(new DeleteObjectCommand({ ...HERE, IfMatch: '"other"' }));
  await client.send(new PutObjectCommand({ ...HERE, Body: 'y', IfNoneMatch: `"${etag}"` }));
});
