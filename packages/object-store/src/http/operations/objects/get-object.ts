import { pipeline } from 'node:stream/promises';

import type { OpenObject } from '../../../folder/object-folder.ts';
import type { ObjectInfo } from '../../../folder/object-record.ts';
import { S3Error } from '../../../s3-error.ts';
import { setAttributes } from '../../answer/object-attributes.ts';
import type { Exchange, HandlerNeeds } from '../../exchange.ts';
import { isUnchanged, readConditions } from '../../request/preconditions.ts';
import { watchStall } from '../../request/watch-stall.ts';
import { singleQueryValue } from '../../request-target.ts';
import { type Piece, selectPiece } from './select-piece.ts';

/** Size of a read; together with the stream's buffer it is all the memory that a download takes. */
const READ_BYTES = 256 * 1024;

/** Query parameters that set a header of the response; they are trusted because the signature covers the query. */
const HEADER_OVERRIDES = {
  'response-cache-control': 'Cache-Control',
  'response-content-disposition': 'Content-Disposition',
  'response-content-encoding': 'Content-Encoding',
  'response-content-language': 'Content-Language',
  'response-content-type': 'Content-Type',
  'response-expires': 'Expires',
} as const;

/** Sends an object, or a part of it; to a HEAD its headers alone. */
export async function getObject(needs: HandlerNeeds, exchange: Exchange): Promise<void> {
  const { request, response, bucket, key, headers, wording } = exchange;
  const opened = await needs.folder.open(bucket, key);
  if (opened === undefined) throw new S3Error('NoSuchKey', 'The specified key does not exist.');
  await using file = opened.file;
  await checkSize(opened);
  const { info } = opened;
  response.setHeader('ETag', wording.formatEtag(info.etag));
  response.setHeader('Last-Modified', info.lastModified.toUTCString());
  if (isUnchanged(readConditions(headers), info)) {
    response.writeHead(304).end();
    return;
  }
  const piece = selectPiece(exchange, opened);
  const sizeBytes = setContentHeaders(exchange, info, piece);
  wording.setDownloadHeaders(response, info, { headers, checksum: piece.checksum });
  response.writeHead(piece.range ? 206 : 200);
  if (request.method === 'HEAD' || sizeBytes === 0) {
    response.end();
    return;
  }
  using _watch = watchStall(
    () => request.socket.bytesWritten,
    needs.stallTimeoutSeconds,
    () => request.socket.destroy(),
  );
  await pipeline(file.createReadStream({ ...piece.range, highWaterMark: READ_BYTES }), response);
}

/** A data file of another size than recorded was damaged from outside: report it instead of sending it. */
async function checkSize({ file, info }: OpenObject): Promise<void> {
  const { size } = await file.stat();
  if (size !== info.sizeBytes) throw new Error(`A data file has ${size} bytes instead of ${info.sizeBytes}.`);
}

/** @returns the length of what is sent */
function setContentHeaders(
  { response, target, wording }: Exchange,
  info: ObjectInfo,
  { range, partsCount }: Piece,
): number {
  const sizeBytes = range ? range.end - range.start + 1 : info.sizeBytes;
  setAttributes(response, info, wording);
  response.setHeader('Accept-Ranges', 'bytes');
  response.setHeader('Content-Length', sizeBytes);
  if (range && sizeBytes > 0) {
    response.setHeader('Content-Range', `bytes ${range.start}-${range.end}/${info.sizeBytes}`);
  }
  if (partsCount !== undefined) response.setHeader('x-amz-mp-parts-count', partsCount);
  for (const [parameter, header] of Object.entries(HEADER_OVERRIDES)) {
    const value = singleQueryValue(target, parameter);
    if (value === undefined) continue;
    if (!/^[\t\x20-\x7e]*$/.test(value)) {
      throw new S3Error('InvalidArgument', `${parameter} may contain only printable ASCII characters.`);
    }
    response.setHeader(header, value);
  }
  return sizeBytes;
}
