import type { OperationTable } from '../../http/dialect.ts';
import { abortMultipartUpload } from '../../http/operations/abort-multipart-upload.ts';
import { completeMultipartUpload } from '../../http/operations/complete-multipart-upload.ts';
import { copyObject } from '../../http/operations/copy-object.ts';
import { createBucket } from '../../http/operations/create-bucket.ts';
import { createMultipartUpload } from '../../http/operations/create-multipart-upload.ts';
import { deleteObject } from '../../http/operations/delete-object.ts';
import { deleteObjects } from '../../http/operations/delete-objects.ts';
import { getBucketLocation } from '../../http/operations/get-bucket-location.ts';
import { getObject } from '../../http/operations/get-object.ts';
import { getObjectTagging } from '../../http/operations/get-object-tagging.ts';
import { headBucket } from '../../http/operations/head-bucket.ts';
import { listBuckets } from '../../http/operations/list-buckets.ts';
import { listMultipartUploads } from '../../http/operations/list-multipart-uploads.ts';
import { listObjects, listObjectsV2 } from '../../http/operations/list-objects.ts';
import { listParts } from '../../http/operations/list-parts.ts';
import { putObject } from '../../http/operations/put-object.ts';
import { uploadPart } from '../../http/operations/upload-part.ts';
import { uploadPartCopy } from '../../http/operations/upload-part-copy.ts';

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
