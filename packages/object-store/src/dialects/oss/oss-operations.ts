import { OSS_SUBRESOURCES } from '@tiepoint/protocol';

import type { OperationTable } from '../../http/dialect.ts';
import { abortMultipartUpload } from '../../http/operations/abort-multipart-upload.ts';
import { completeMultipartUpload } from '../../http/operations/complete-multipart-upload.ts';
import { copyObject } from '../../http/operations/copy-object.ts';
import { createMultipartUpload } from '../../http/operations/create-multipart-upload.ts';
import { deleteObject } from '../../http/operations/delete-object.ts';
import { deleteObjects } from '../../http/operations/delete-objects.ts';
import { getObject } from '../../http/operations/get-object.ts';
import { listMultipartUploads } from '../../http/operations/list-multipart-uploads.ts';
import { listObjects, listObjectsV2 } from '../../http/operations/list-objects.ts';
import { listParts } from '../../http/operations/list-parts.ts';
import { putObject } from '../../http/operations/put-object.ts';
import { uploadPart } from '../../http/operations/upload-part.ts';
import { uploadPartCopy } from '../../http/operations/upload-part-copy.ts';

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
    [...OSS_SUBRESOURCES, 'list-type', 'x-oss-callback', 'x-oss-callback-var'].filter(
      (name) => !PARAMETERS.test(name),
    ),
  ),
};
