import { S3Error } from '../../s3-error.ts';
import { type RequestTarget, singleQueryValue } from '../request-target.ts';

/** S3's limit for the parts of one upload. */
export const MAX_PART_NUMBER = 10_000;

/** The id of the upload that a request is about. */
export function readUploadId(target: RequestTarget): string {
  return singleQueryValue(target, 'uploadId') ?? '';
}

/** The number of the part that a request is about. Throws S3Error `InvalidArgument`. */
export function readPartNumber(target: RequestTarget): number {
  return parsePartNumber(singleQueryValue(target, 'partNumber') ?? '');
}

/** A part's number in decimal. Throws S3Error `InvalidArgument`. */
export function parsePartNumber(text: string): number {
  const partNumber = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (partNumber < 1 || partNumber > MAX_PART_NUMBER) {
    throw new S3Error('InvalidArgument', `Part number must be an integer between 1 and ${MAX_PART_NUMBER}.`);
  }
  return partNumber;
}
