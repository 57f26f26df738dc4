import type { Action } from '../access/access-key.ts';
import { S3Error } from '../s3-error.ts';
import type { RequestTarget } from '../signature/request-target.ts';
import { COPY_SOURCE_HEADER } from './copy-source.ts';
import type { Handler, RequestHeaders } from './exchange.ts';
import { abortMultipartUpload } from './operations/abort-multipart-upload.ts';
import { completeMultipartUpload } from './operations/complete-multipart-upload.ts';
import { copyObject } from './operations/copy-object.ts';
import { createBucket } from './operations/create-bucket.ts';
import { createMultipartUpload } from './operations/create-multipart-upload.ts';
import { deleteObject } from './operations/delete-object.ts';
import { deleteObjects } from './operations/delete-objects.ts';
import { getBucketLocation } from './operations/get-bucket-location.ts';
import { getObject } from './operations/get-object.ts';
import { getObjectTagging } from './operations/get-object-tagging.ts';
import { headBucket } from './operations/head-bucket.ts';
import { listBuckets } from './operations/list-buckets.ts';
import { listMultipartUploads } from './operations/list-multipart-uploads.ts';
import { listObjects, listObjectsV2 } from './operations/list-objects.ts';
import { listParts } from './operations/list-parts.ts';
import { putObject } from './operations/put-object.ts';
import { uploadPart } from './operations/upload-part.ts';
import { uploadPartCopy } from './operations/upload-part-copy.ts';

/** What a request asks for. */
export interface Operation {
  readonly serve: Handler;
  /** What the access key must allow; left out where the handler looks at each object. */
  readonly action?: Action;
}

/** What a path names. */
export type Level = 'store' | 'bucket' | 'object';

/** Operations by method and subresource, for each level; what is not here is refused. */
const OPERATIONS: Readonly<Record<Level, Readonly<Record<string, Operation>>>> = {
  store: {
    GET: { serve: listBuckets, action: 'ListAllMyBuckets' },
  },
  bucket: {
    GET: { serve: listObjects, action: 'ListBucket' },
    'GET list-type': { serve: listObjectsV2, action: 'ListBucket' },
    'GET location': { serve: getBucketLocation, action: 'ListBucket' },
    'GET uploads': { serve: listMultipartUploads, action: 'ListBucketMultipartUploads' },
    HEAD: { serve: headBucket, action: 'ListBucket' },
    PUT: { serve: createBucket, action: 'ListBucket' },
    'POST delete': { serve: deleteObjects },
  },
  object: {
    GET: { serve: getObject, action: 'GetObject' },
    'GET tagging': { serve: getObjectTagging, action: 'GetObject' },
    HEAD: { serve: getObject, action: 'GetObject' },
    PUT: { serve: putObject, action: 'PutObject' },
    'PUT copy': { serve: copyObject, action: 'PutObject' },
    DELETE: { serve: deleteObject, action: 'DeleteObject' },
    'POST uploads': { serve: createMultipartUpload, action: 'PutObject' },
    'PUT uploadId': { serve: uploadPart, action: 'PutObject' },
    'PUT uploadId copy': { serve: uploadPartCopy, action: 'PutObject' },
    'POST uploadId': { serve: completeMultipartUpload, action: 'PutObject' },
    'DELETE uploadId': { serve: abortMultipartUpload, action: 'AbortMultipartUpload' },
    'GET uploadId': { serve: listParts, action: 'ListMultipartUploadParts' },
  },
};

/** All that change what a method means, so a store that ignored one would do the wrong thing. */
const SUBRESOURCES = new Set(
  (
    'accelerate acl analytics append attributes cors delete encryption intelligent-tiering inventory legal-hold ' +
    'lifecycle list-type location logging metrics notification object-lock ownershipControls policy policyStatus ' +
    'publicAccessBlock renameObject replication requestPayment restore retention select session tagging torrent ' +
    'uploadId uploads versionId versioning versions website'
  ).split(' '),
);

/**
 * Finds the operation of a request; undefined when no operation of this level has the method.
 *
 * @throws S3Error `NotImplemented` for a subresource that the method does not have here
 */
export function findOperation(
  method: string,
  level: Level,
  target: RequestTarget,
  headers: RequestHeaders,
): Operation | undefined {
  const names = target.query.map(([name]) => name);
  const form = [
    method,
    ...new Set(names.filter((name) => SUBRESOURCES.has(name))),
    // With an upload's id it names a part of the upload, which the id says already.
    ...(names.includes('partNumber') && !names.includes('uploadId') ? ['partNumber'] : []),
    ...(method === 'PUT' && headers[COPY_SOURCE_HEADER] !== undefined ? ['copy'] : []),
  ];
  const operation = new Map(Object.entries(OPERATIONS[level])).get(form.join(' '));
  if (operation === undefined && form.length > 1) {
    throw new S3Error('NotImplemented', `This store does not implement "${form.join(' ')}".`);
  }
  return operation;
}

/** The methods of the operations of a level. */
export function allowedMethods(level: Level): string[] {
  const methods = Object.keys(OPERATIONS[level]).map((form) => form.split(' ')[0] ?? '');
  return [...new Set([...methods, 'OPTIONS'])];
}
