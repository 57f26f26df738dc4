import type { Upload } from '../../../folder/upload-record.ts';
import { elements } from '../../../xml/format-xml.ts';
import { answerXml } from '../../answer/answer-xml.ts';
import { OWNER } from '../../answer/owner.ts';
import type { Exchange, HandlerNeeds } from '../../exchange.ts';
import { readListParameters } from '../../request/list-parameters.ts';

/** Lists the multipart uploads in progress individually: a delimiter is ignored. */
export async function listMultipartUploads(needs: HandlerNeeds, exchange: Exchange): Promise<void> {
  const { bucket, target, wording } = exchange;
  const { prefix, encode, max, value } = readListParameters(target, 'max-uploads');
  const keyMarker = value('key-marker') ?? '';
  const uploads = (await needs.uploads.list(bucket)).filter(({ key }) => key.startsWith(prefix));
  const rest = uploads.slice(findStart(uploads, keyMarker, value('upload-id-marker')));
  const page = rest.slice(0, max);
  const last = rest.length > page.length ? page.at(-1) : undefined;
  answerXml(exchange, 'ListMultipartUploadsResult', [
    ...elements({
      Bucket: bucket,
      KeyMarker: encode(keyMarker),
      UploadIdMarker: value('upload-id-marker') ?? '',
      NextKeyMarker: last && encode(last.key),
      NextUploadIdMarker: last?.uploadId,
      Prefix: encode(prefix),
      EncodingType: value('encoding-type'),
      MaxUploads: max,
      IsTruncated: last !== undefined,
    }),
    ...page.flatMap(({ key, uploadId, initiated, checksum }) =>
      elements({
        Upload: elements({
          Key: encode(key),
          UploadId: uploadId,
          Initiator: elements(OWNER),
          Owner: elements(OWNER),
          StorageClass: wording.storageClass,
          Initiated: initiated,
          ChecksumAlgorithm: checksum?.algorithm.toUpperCase(),
        }),
      }),
    ),
  ]);
}

/** The list continues after the marked upload, or after all uploads of the marked key. */
function findStart(
  uploads: readonly Upload[],
  keyMarker: string,
  uploadIdMarker: string | undefined,
): number {
  const marked = uploads.findIndex(({ key, uploadId }) => key === keyMarker && uploadId === uploadIdMarker);
  if (marked >= 0) return marked + 1;
  const marker = Buffer.from(keyMarker);
  const behind = uploads.findIndex(({ key }) => Buffer.compare(Buffer.from(key), marker) > 0);
  return behind < 0 ? uploads.length : behind;
}
