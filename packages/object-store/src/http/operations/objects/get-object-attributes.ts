import type { ObjectParts, PartChecksum } from '../../../folder/object-record.ts';
import { S3Error } from '../../../s3-error.ts';
import { elements, type Markup } from '../../../xml/format-xml.ts';
import { answerXml } from '../../answer/answer-xml.ts';
import type { Exchange, HandlerNeeds } from '../../exchange.ts';
import type { Wording } from '../../wording.ts';

const ATTRIBUTES = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'];

/** S3's limit for one page of parts. */
const MAX_PARTS = 1000;

/** Returns the attributes of an object that the headers ask for, including its parts. */
export async function getObjectAttributes(needs: HandlerNeeds, exchange: Exchange): Promise<void> {
  const { response, bucket, key, wording } = exchange;
  const asked = readAskedAttributes(exchange);
  const opened = await needs.folder.open(bucket, key);
  if (opened === undefined) throw new S3Error('NoSuchKey', 'The specified key does not exist.');
  await using _file = opened.file;
  const { info, parts } = opened;
  const checksum = wording.documentedChecksum(info.checksum);
  response.setHeader('Last-Modified', info.lastModified.toUTCString());
  const contents = {
    ETag: info.etag,
    Checksum: checksum && elements({ ...nameChecksum(checksum), ChecksumType: checksum.type }),
    ObjectParts: parts && formatParts(exchange, parts),
    StorageClass: wording.storageClass,
    ObjectSize: info.sizeBytes,
  };
  const entries = Object.entries(contents).filter(([name]) => asked.includes(name));
  answerXml(exchange, 'GetObjectAttributesResponse', elements(Object.fromEntries(entries)));
}

function readAskedAttributes({ headers }: Exchange): string[] {
  const header = headers['x-amz-object-attributes'];
  if (header === undefined) {
    throw new S3Error('InvalidRequest', 'Missing required header for this request: x-amz-object-attributes');
  }
  const names = header.split(',').map((name) => name.trim());
  if (names.some((name) => !ATTRIBUTES.includes(name))) {
    throw new S3Error('InvalidArgument', 'Invalid attribute name specified.');
  }
  return names;
}

function formatParts(exchange: Exchange, { sizesBytes, checksums }: ObjectParts): Markup[] {
  const max = Math.min(readCount(exchange, 'x-amz-max-parts') ?? MAX_PARTS, MAX_PARTS);
  const marker = readCount(exchange, 'x-amz-part-number-marker') ?? 0;
  const page = sizesBytes.slice(marker, marker + max);
  return [
    ...elements({
      PartsCount: sizesBytes.length,
      PartNumberMarker: marker,
      NextPartNumberMarker: marker + page.length,
      MaxParts: max,
      IsTruncated: marker + page.length < sizesBytes.length,
    }),
    ...page.flatMap((Size, index) => {
      const checksum = checksums?.[marker + index];
      return elements({
        Part: elements({
          PartNumber: marker + index + 1,
          Size,
          ...(checksum && isDocumented(exchange.wording, checksum) && nameChecksum(checksum)),
        }),
      });
    }),
  ];
}

function isDocumented(wording: Wording, checksum: PartChecksum): boolean {
  return wording.documentedChecksum({ ...checksum, type: 'FULL_OBJECT' }) !== undefined;
}

function nameChecksum({ algorithm, value }: PartChecksum): Record<string, string> {
  return { [`Checksum${algorithm.toUpperCase()}`]: value };
}

function readCount({ headers }: Exchange, name: string): number | undefined {
  const header = headers[name];
  if (header === undefined) return undefined;
  if (!/^\d{1,9}$/.test(header)) throw new S3Error('InvalidArgument', `${name} must be a whole number.`);
  return Number(header);
}
