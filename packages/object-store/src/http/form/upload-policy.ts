import { S3Error } from '../../s3-error.ts';

/** A signed upload policy: what a form may upload, and until when. */
export interface UploadPolicy {
  readonly expiresAt: Date;
  readonly conditions: readonly Condition[];
}

/** A condition on a field of the form or on the length of its file. */
export type Condition =
  | { readonly kind: 'eq' | 'starts-with'; readonly field: string; readonly value: string }
  | { readonly kind: 'in' | 'not-in'; readonly field: string; readonly values: readonly string[] }
  | ({ readonly kind: 'content-length-range' } & LengthRange);

/** Both ends included. */
export interface LengthRange {
  readonly minBytes: number;
  readonly maxBytes: number;
}

/** `2026-12-31T23:59:59Z`, with or without parts of a second. */
const EXPIRATION = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/;

/**
 * Reads a policy in base64.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html; `in` and `not-in` are
 * OSS's: https://help.aliyun.com/en/oss/developer-reference/postobject
 *
 * @throws S3Error `InvalidPolicyDocument`
 */
export function parsePolicy(encoded: string): UploadPolicy {
  const document = parseDocument(encoded);
  const { expiration, conditions } = document;
  const expiresAt = new Date(typeof expiration === 'string' && EXPIRATION.test(expiration) ? expiration : '');
  if (Number.isNaN(expiresAt.getTime()))
    throw invalid('its expiration must be a time as 2026-12-31T23:59:59Z.');
  if (!Array.isArray(conditions)) throw invalid('its conditions must be a list.');
  return { expiresAt, conditions: conditions.flatMap(parseCondition) };
}

function parseDocument(encoded: string): Partial<Record<string, unknown>> {
  try {
    const document: unknown = JSON.parse(Buffer.from(encoded, 'base64').toString());
    if (typeof document === 'object' && document !== null) return { ...document };
  } catch (cause) {
    throw invalid('it is no JSON in base64.', cause);
  }
  throw invalid('it must be an object.');
}

/** `{"acl": "private"}` or `["eq", "$acl", "private"]`. */
function parseCondition(condition: unknown): Condition[] {
  if (typeof condition !== 'object' || condition === null)
    throw invalid('a condition is no list and no object.');
  if (Array.isArray(condition)) return [parseListed(condition)];
  const entries = Object.entries(condition);
  if (entries.length === 0) throw invalid('a condition is empty.');
  return entries.map(([field, value]) => ({
    kind: 'eq',
    field: field.toLowerCase(),
    value: readText(value),
  }));
}

function parseListed([name, subject, value, ...more]: readonly unknown[]): Condition {
  const kind = typeof name === 'string' ? name.toLowerCase() : '';
  if (value === undefined || more.length > 0) throw invalid('a condition in a list has three elements.');
  if (kind === 'content-length-range') {
    return { kind, minBytes: readBytes(subject), maxBytes: readBytes(value) };
  }
  const [, field] = /^\$(.+)$/s.exec(readText(subject)) ?? [];
  if (field === undefined)
    throw invalid('the second element of a condition is the name of a field after a "$".');
  if (kind === 'eq' || kind === 'starts-with') {
    return { kind, field: field.toLowerCase(), value: readText(value) };
  }
  if ((kind === 'in' || kind === 'not-in') && Array.isArray(value)) {
    return { kind, field: field.toLowerCase(), values: value.map(readText) };
  }
  throw invalid('a condition is of an unknown kind.');
}

function readText(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw invalid('a name or a value is no text.');
}

function readBytes(value: unknown): number {
  const text = readText(value);
  if (!/^\d{1,15}$/.test(text)) throw invalid('content-length-range takes two whole numbers.');
  return Number(text);
}

function invalid(reason: string, cause?: unknown): S3Error {
  return new S3Error('InvalidPolicyDocument', `Invalid Policy: ${reason}`, { cause });
}
