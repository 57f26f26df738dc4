import type { ObjectInfo } from '../../../folder/object-record.ts';
import { S3Error } from '../../../s3-error.ts';
import { elements } from '../../../xml/format-xml.ts';
import { answerXml } from '../../answer/answer-xml.ts';
import type { Exchange, HandlerNeeds } from '../../exchange.ts';
import { type ByteRange, parseRange } from '../../request/byte-range.ts';
import { checkCopySource, copySourceHeader, readCopySource } from '../../request/copy-source.ts';
import { readPartNumber, readUploadId } from '../../request/upload-parameters.ts';

/** Copies an object, or a part of one, as a part of a multipart upload. */
export async function uploadPartCopy(needs: HandlerNeeds, exchange: Exchange): Promise<void> {
  const { target, wording } = exchange;
  const partNumber = readPartNumber(target);
  const upload = await needs.uploads.find(exchange, readUploadId(target));
  const source = readCopySource(exchange);
  const opened = await needs.folder.open(source.bucket, source.key);
  if (opened === undefined) throw new S3Error('NoSuchKey', 'The specified key does not exist.');
  await using file = opened.file;
  checkCopySource(exchange, opened.info);
  const range = readRange(exchange, opened.info);
  exchange.inviteBody();
  const content = file.createReadStream({ ...range, autoClose: false });
  const part = await needs.uploads.writePart(upload, content, { partNumber });
  answerXml(
    exchange,
    'CopyPartResult',
    elements({ LastModified: part.lastModified, ETag: wording.formatEtag(part.etag) }),
  );
}

/** Unlike a download, a copy of the wrong range would do harm. */
function readRange({ headers, wording }: Exchange, source: ObjectInfo): ByteRange | undefined {
  const name = `${copySourceHeader(wording)}-range`;
  const header = headers[name];
  if (header === undefined) return undefined;
  const range = /^bytes=\d+-\d+$/.test(header) ? parseRange(header, source.sizeBytes) : undefined;
  if (range === undefined) throw new S3Error('InvalidArgument', `${name} must have the form bytes=0-9.`);
  if (Number(header.split('-')[1]) !== range.end) {
    throw new S3Error('InvalidRange', `The source has ${source.sizeBytes} bytes; ${name} goes beyond them.`);
  }
  return range;
}
