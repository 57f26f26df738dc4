import { S3Error } from '../s3-error.ts';

/** The request line's target, split and decoded exactly once; nothing is normalised. */
export interface RequestTarget {
  /** The path as sent, still percent-encoded, without the query. */
  readonly rawPath: string;
  /** Decoded path segments after the first `/`; a segment may itself hold a `/` that was sent as `%2F`. */
  readonly segments: readonly string[];
  /** Decoded name and value pairs in the order sent; `k` and `k=` are the same. */
  readonly query: readonly (readonly [name: string, value: string])[];
}

/**
 * Splits `request.url` without a URL parser, which would turn `/photos/a/%2e%2e/b` into `/photos/b`.
 *
 * @throws S3Error `InvalidURI`
 */
export function parseRequestTarget(rawUrl: string): RequestTarget {
  if (!rawUrl.startsWith('/')) throw invalidUri();
  const queryStart = rawUrl.indexOf('?');
  const rawPath = queryStart < 0 ? rawUrl : rawUrl.slice(0, queryStart);
  const rawQuery = queryStart < 0 ? '' : rawUrl.slice(queryStart + 1);
  return {
    rawPath,
    segments: rawPath.slice(1).split('/').map(decodeOnce),
    query: rawQuery
      .split('&')
      .filter((pair) => pair !== '')
      .map(decodePair),
  };
}

/** The value of a query parameter that may be given only once; undefined when it is not there. */
export function singleQueryValue(target: RequestTarget, name: string): string | undefined {
  const values = target.query.filter(([candidate]) => candidate === name);
  if (values.length > 1) {
    throw new S3Error('InvalidArgument', `The query parameter ${name} is given more than once.`);
  }
  return values[0]?.[1];
}

function decodePair(pair: string): [string, string] {
  const equals = pair.indexOf('=');
  const name = equals < 0 ? pair : pair.slice(0, equals);
  const value = equals < 0 ? '' : pair.slice(equals + 1);
  return [decodeFormValue(name), decodeFormValue(value)];
}

/** In a query, unlike in a path, a bare `+` is a space: form encoders rewrite signed URLs that way. */
function decodeFormValue(text: string): string {
  return decodeOnce(text.replaceAll('+', '%20'));
}

function decodeOnce(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    throw invalidUri(error);
  }
}

function invalidUri(cause?: unknown): S3Error {
  return new S3Error('InvalidURI', "Couldn't parse the specified URI.", { cause });
}
