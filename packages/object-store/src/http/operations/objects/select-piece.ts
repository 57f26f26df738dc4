import type { ObjectChecksum } from '../../../checksums/object-checksum.ts';
import type { OpenObject } from '../../../folder/object-folder.ts';
import { S3Error } from '../../../s3-error.ts';
import type { Exchange } from '../../exchange.ts';
import { type ByteRange, parseRange } from '../../request/byte-range.ts';
import { isEtag } from '../../request/preconditions.ts';
import { parsePartNumber } from '../../request/upload-parameters.ts';
import { singleQueryValue } from '../../request-target.ts';

/** What a download sends. */
export interface Piece {
  /** Default: the whole object. Ends before it starts for an empty part. */
  readonly range?: ByteRange | undefined;
  /** Checksum of what is sent, if known. */
  readonly checksum?: ObjectChecksum | undefined;
  /** Number of parts of the object, when a part was requested by number. */
  readonly partsCount?: number;
}

/**
 * What a `Range` header or a `partNumber` in the query asks for. Parts are counted from 1 without gaps, whatever
 * their numbers at upload, so that clients find the last one by the count.
 *
 * @throws S3Error `InvalidRange`, `InvalidPartNumber`, `InvalidArgument` or `InvalidRequest`
 */
export function selectPiece(exchange: Exchange, { info, parts }: Pick<OpenObject, 'info' | 'parts'>): Piece {
  const partNumber = singleQueryValue(exchange.target, 'partNumber');
  if (partNumber === undefined) {
    const range = findRange(exchange, info);
    return { range, checksum: range ? undefined : info.checksum };
  }
  if (exchange.headers.range !== undefined) {
    throw new S3Error('InvalidRequest', 'Cannot specify both Range header and partNumber query parameter');
  }
  const { sizesBytes, checksums } = parts ?? { sizesBytes: [info.sizeBytes] };
  const index = parsePartNumber(partNumber) - 1;
  const sizeBytes = sizesBytes[index];
  if (sizeBytes === undefined) {
    throw new S3Error('InvalidPartNumber', 'The requested partnumber is not satisfiable');
  }
  const start = sizesBytes.slice(0, index).reduce((sum, size) => sum + size, 0);
  return {
    range: info.sizeBytes === 0 ? undefined : { start, end: start + sizeBytes - 1 },
    ...(parts
      ? {
          partsCount: sizesBytes.length,
          checksum: info.checksum && ofPart(info.checksum, checksums?.[index]),
        }
      : { checksum: info.checksum }),
  };
}

function findRange(
  { headers, response }: Exchange,
  { etag, sizeBytes }: OpenObject['info'],
): ByteRange | undefined {
  const { range, 'if-range': ifRange } = headers;
  if (ifRange !== undefined && !isEtag(ifRange, etag)) return undefined;
  try {
    return parseRange(range, sizeBytes);
  } catch (error) {
    response.setHeader('Content-Range', `bytes */${sizeBytes}`);
    throw error;
  }
}

function ofPart(
  { type }: ObjectChecksum,
  checksum: Omit<ObjectChecksum, 'type'> | undefined,
): ObjectChecksum | undefined {
  return checksum && { ...checksum, type };
}
