import { elements } from '../../../xml/format-xml.ts';
import { answerXml } from '../../answer/answer-xml.ts';
import type { Exchange, HandlerNeeds } from '../../exchange.ts';

/** Starts a multipart upload. */
export async function createMultipartUpload(needs: HandlerNeeds, exchange: Exchange): Promise<void> {
  const { response, bucket, key, headers, wording } = exchange;
  const checksum = wording.readWantedChecksum(headers);
  const attributes = { contentType: wording.defaultContentType, ...wording.readAttributes(headers) };
  // An early check that spares the client from sending parts in vain; it is repeated on completion.
  wording.checkReplaces(headers, await needs.folder.stat(bucket, key));
  exchange.inviteBody();
  const upload = await needs.uploads.create({
    bucket,
    key,
    attributes,
    ...(checksum && { checksum }),
  });
  if (checksum) {
    response.setHeader(`${wording.headerPrefix}checksum-algorithm`, checksum.algorithm.toUpperCase());
    response.setHeader(`${wording.headerPrefix}checksum-type`, checksum.type);
  }
  answerXml(
    exchange,
    'InitiateMultipartUploadResult',
    elements({ Bucket: bucket, Key: key, UploadId: upload.uploadId }),
  );
}
