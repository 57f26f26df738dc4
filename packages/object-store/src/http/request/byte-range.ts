import { S3Error } from '../../s3-error.ts';

/** A part of an object, both ends included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The range of a Range header; undefined means the whole object.
 *
 * Several ranges, other units and malformed headers are answered with the whole, as RFC 9110 allows.
 *
 * @throws S3Error `InvalidRange` when the range starts after the object's end
 */
export function parseRange(header: string | undefined, sizeBytes: number): ByteRange | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (match === null) return undefined;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return undefined;
  if (first === '') return resolveRange(Math.max(sizeBytes - Number(last), 0), sizeBytes - 1, sizeBytes);
  if (last !== '' && Number(last) < Number(first)) return undefined;
  return resolveRange(Number(first), last === '' ? sizeBytes - 1 : Number(last), sizeBytes);
}

function resolveRange(start: number, end: number, sizeBytes: number): ByteRange {
  if (start >= sizeBytes) throw new S3Error('InvalidRange', 'The requested range is not satisfiable');
  return { start, end: Math.min(end, sizeBytes - 1) };
}
