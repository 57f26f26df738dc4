import { OSS_SUBRESOURCES } from '@tiepoint/protocol';

import type { OperationTable } from '../../http/dialect.ts';
import { deleteObjects } from '../../http/operations/buckets/delete-objects.ts';
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
import { getObjectTagging } from '../../http/operations/objects/get-object-tagging.ts';
import { putObject } from '../../http/operations/objects/put-object.ts';
import { putObjectTagging } from '../../http/operations/objects/put-object-tagging.ts';

/** Parameters that V1 signs, but that say how an operation is done, not which. */
const PARAMETERS =
  /^(partNumber|continuation-token|security-token|response-.+|x-oss-(traffic-limit|request-payer|ac-.+))$/;

/** The operations of OSS that this store has. */
export const OSS_OPERATIONS: OperationTable = {
  levels: {
    store: {},
    bucket: {
      GET: { serve: listObjects, action: 'ListBucket' },
      'GET list-type': { serve: listObjectsV2, action: 'ListBucket' },
      'GET uploads': { serve: listMultipartUploads, action: 'ListBucketMultipartUploads' },
      'POST delete': { serve: deleteObjects },
    },
    object: {
      GET: { serve: getObject, action: 'GetObject' },
      HEAD: { serve: getObject, action: 'GetObject' },
      'GET objectMeta': { serve: getObject, action: 'GetObject' },
      'HEAD objectMeta': { serve: getObject, action: 'GetObject' },
      'GET tagging': { serve: getObjectTagging, action: 'GetObject' },
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
    [...OSS_SUBRESOURCES, 'list-type', 'x-oss-callback', 'x-oss-callback-var'].filter(
      (name) => !PARAMETERS.test(name),
    ),
  ),
};
