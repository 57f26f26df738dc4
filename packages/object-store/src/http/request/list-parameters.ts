import { S3Error } from '../../s3-error.ts';
import { type RequestTarget, singleQueryValue } from '../request-target.ts';

/** Parameters common to all list requests. */
export interface ListParameters {
  readonly prefix: string;
  readonly delimiter: string;
  readonly max: number;
  /** Encodes keys and prefixes if the client asked for it. */
  readonly encode: (key: string) => string;
  readonly value: (name: string) => string | undefined;
}

/** S3's limit for one page. */
const MAX_ENTRIES = 1000;

/**
 * Reads the query of a request for a list.
 *
 * @param maxName name of the parameter that limits the page
 * @throws S3Error `InvalidArgument`
 */
export function readListParameters(target: RequestTarget, maxName: string): ListParameters {
  const value = (name: string) => singleQueryValue(target, name);
  const encodingType = value('encoding-type');
  if (encodingType !== undefined && encodingType !== 'url') {
    throw new S3Error('InvalidArgument', 'Invalid Encoding Method specified in Request');
  }
  const max = value(maxName) || String(MAX_ENTRIES);
  if (!/^\d{1,9}$/.test(max)) throw new S3Error('InvalidArgument', `${maxName} must be a whole number.`);
  return {
    prefix: value('prefix') ?? '',
    delimiter: value('delimiter') ?? '',
    max: Math.min(Number(max), MAX_ENTRIES),
    encode: encodingType === 'url' ? encodeKey : (key) => key,
    value,
  };
}

/** Leaves slashes as they are, as S3 does. */
function encodeKey(key: string): string {
  return encodeURIComponent(key).replaceAll('%2F', '/');
}
