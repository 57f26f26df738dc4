import { type ObjectChecksum, STORED_CHECKSUM_ALGORITHMS } from '../../checksums/object-checksum.ts';
import { S3Error } from '../../s3-error.ts';
import { elements } from '../../xml/format-xml.ts';
import { answerXml } from '../answer-xml.ts';
import type { Exchange, HandlerNeeds, RequestHeaders } from '../exchange.ts';
import { readAttributes } from '../object-attributes.ts';

/** Begins a multipart upload. */
export async function createMultipartUpload(needs: HandlerNeeds, exchange: Exchange): Promise<void> {
  const { response, bucket, key, headers } = exchange;
  const checksum = readWantedChecksum(headers);
  const { contentType = 'binary/octet-stream', ...attributes } = readAttributes(headers);
  exchange.inviteBody();
  const upload = await needs.uploads.create({
    bucket,
    key,
    attributes: { contentType, ...attributes },
    ...(checksum && { checksum }),
  });
  if (checksum) {
    response.setHeader('x-amz-checksum-algorithm', checksum.algorithm.toUpperCase());
    response.setHeader('x-amz-checksum-type', checksum.type);
  }
  answerXml(
    response,
    'InitiateMultipartUploadResult',
    elements({ Bucket: bucket, Key: key, UploadId: upload.uploadId }),
  );
}

/** The checksum that the object is to have; of a CRC-64 the one of the whole, of others that of the parts', as in S3. */
function readWantedChecksum(headers: RequestHeaders): Pick<ObjectChecksum, 'algorithm' | 'type'> | undefined {
  const name = headers['x-amz-checksum-algorithm'];
  if (name === undefined) return undefined;
  const algorithm = STORED_CHECKSUM_ALGORITHMS.find((known) => known === name.toLowerCase());
  const type = headers['x-amz-checksum-type'] ?? (algorithm === 'crc64nvme' ? 'FULL_OBJECT' : 'COMPOSITE');
  if (algorithm === undefined || (type !== 'FULL_OBJECT' && type !== 'COMPOSITE')) {
    throw new S3Error('InvalidRequest', 'The checksum algorithm or its type is not supported.');
  }
  return { algorithm, type };
}
