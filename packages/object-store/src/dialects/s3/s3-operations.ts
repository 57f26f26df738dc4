import type { OperationTable } from '../../http/dialect.ts';
import { createBucket } from '../../http/operations/buckets/create-bucket.ts';
import { deleteObjects } from '../../http/operations/buckets/delete-objects.ts';
import { getBucketLocation } from '../../http/operations/buckets/get-bucket-location.ts';
import { getBucketVersioning } from '../../http/operations/buckets/get-bucket-versioning.ts';
import { headBucket } from '../../http/operations/buckets/head-bucket.ts';
import { listBuckets } from '../../http/operations/buckets/list-buckets.ts';
import { listMultipartUploads } from '../../http/operations/buckets/list-multipart-uploads.ts';
import { listObjects, listObjectsV2 } from '../../http/operations/buckets/list-objects.ts';
import { abortMultipartUpload } from '../../http/operations/multipart/abort-multipart-upload.ts';
import { completeMultipartUpload } from '../../http/operations/multipart/complete-multipart-upload.ts';
import { createMultipartUpload } from '../../http/operations/multipart/create-multipart-upload.ts';
import { listParts } from '../../http/operations/multipart/list-parts.ts';
import { uploadPart } from '../../http/operations/multipart/upload-part.ts';
import { uploadPartCopy } from '../../http/operations/multipart/upload-part-copy.ts';
import { copyObject } from '../../http/operations/objects/copy-object.ts';
import { deleteObject } from '../../http/operations/objects/delete-object.ts';
import { deleteObjectTagging } from '../../http/operations/objects/delete-object-tagging.ts';
import { getObject } from '../../http/operations/objects/get-object.ts';
import { getObjectAttributes } from '../../http/operations/objects/get-object-attributes.ts';
import { getObjectTagging } from '../../http/operations/objects/get-object-tagging.ts';
import { putObject } from '../../http/operations/objects/put-object.ts';
import { putObjectTagging } from '../../http/operations/objects/put-object-tagging.ts';

/** The operations of S3. */
export const S3_OPERATIONS: OperationTable = {
  levels: {
    store: {
      GET: { serve: listBuckets, action: 'ListAllMyBuckets' },
    },
    bucket: {
      GET: { serve: listObjects, action: 'ListBucket' },
      'GET list-type': { serve: listObjectsV2, action: 'ListBucket' },
      'GET location': { serve: getBucketLocation, action: 'ListBucket' },
      'GET versioning': { serve: getBucketVersioning, action: 'ListBucket' },
      'GET uploads': { serve: listMultipartUploads, action: 'ListBucketMultipartUploads' },
      HEAD: { serve: headBucket, action: 'ListBucket' },
      PUT: { serve: createBucket, action: 'ListBucket' },
      'POST delete': { serve: deleteObjects },
    },
    object: {
      GET: { serve: getObject, action: 'GetObject' },
      'GET partNumber': { serve: getObject, action: 'GetObject' },
      'GET attributes': { serve: getObjectAttributes, action: 'GetObject' },
      'GET tagging': { serve: getObjectTagging, action: 'GetObject' },
      HEAD: { serve: getObject, action: 'GetObject' },
      'HEAD partNumber': { serve: getObject, action: 'GetObject' },
      PUT: { serve: putObject, action: 'PutObject' },
      'PUT copy': { serve: copyObject, action: 'PutObject' },
      'PUT tagging': { serve: putObjectTagging, action: 'PutObject' },
      DELETE: { serve: deleteObject, action: 'DeleteObject' },
      'DELETE tagging': { serve: deleteObjectTagging, action: 'PutObject' },
      'POST uploads': { serve: createMultipartUpload, action: 'PutObject' },
      'PUT uploadId': { serve: uploadPart, action: 'PutObject' },
      'PUT uploadId copy': { serve: uploadPartCopy, action: 'PutObject' },
      'POST uploadId': { serve: completeMultipartUpload, action: 'PutObject' },
      'DELETE uploadId': { serve: abortMultipartUpload, action: 'AbortMultipartUpload' },
      'GET uploadId': { serve: listParts, action: 'ListMultipartUploadParts' },
    },
  },
  subresources: new Set(
    (
      'accelerate acl analytics append attributes cors delete encryption intelligent-tiering inventory legal-hold ' +
      'lifecycle list-type location logging metrics notification object-lock ownershipControls policy policyStatus ' +
      'publicAccessBlock renameObject replication requestPayment restore retention select session tagging torrent ' +
      'uploadId uploads versionId versioning versions website'
    ).split(' '),
  ),
};
