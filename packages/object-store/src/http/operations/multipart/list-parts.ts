import { elements } from '../../../xml/format-xml.ts';
import { answerXml } from '../../answer/answer-xml.ts';
import { OWNER } from '../../answer/owner.ts';
import type { Exchange, HandlerNeeds } from '../../exchange.ts';
import { readListParameters } from '../../request/list-parameters.ts';
import { readUploadId } from '../../request/upload-parameters.ts';

/** Lists the parts of a multipart upload that have arrived. */
export async function listParts(needs: HandlerNeeds, exchange: Exchange): Promise<void> {
  const { bucket, key, target, wording } = exchange;
  const upload = await needs.uploads.find(exchange, readUploadId(target));
  const { encode, max, value } = readListParameters(target, 'max-parts');
  const marker = Number(value('part-number-marker')) || 0;
  const parts = (await needs.uploads.parts(upload)).filter((part) => part.partNumber > marker);
  const page = parts.slice(0, max);
  const last = page.at(-1)?.partNumber;
  answerXml(exchange, 'ListPartsResult', [
    ...elements({
      Bucket: bucket,
      Key: encode(key),
      UploadId: upload.uploadId,
      Initiator: elements(OWNER),
      Owner: elements(OWNER),
      StorageClass: wording.storageClass,
      PartNumberMarker: marker,
      NextPartNumberMarker: last,
      MaxParts: max,
      IsTruncated: parts.length > page.length,
    }),
    ...page.flatMap((part) => {
      const checksum = wording.documentedChecksum(part.checksum);
      return elements({
        Part: elements({
          PartNumber: part.partNumber,
          LastModified: part.lastModified,
          ETag: wording.formatEtag(part.etag),
          Size: part.sizeBytes,
          ...(checksum && { [`Checksum${checksum.algorithm.toUpperCase()}`]: checksum.value }),
        }),
      });
    }),
  ]);
}
