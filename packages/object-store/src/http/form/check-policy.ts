import { S3Error } from '../../s3-error.ts';
import type { Condition, LengthRange, UploadPolicy } from './upload-policy.ts';

/**
 * Checks a form against its policy, and returns the allowed lengths of its file.
 *
 * A condition on a missing field fails, even one that allows any value.
 *
 * @param fields by lower-case names, with the bucket, and the key as it will be
 * @param mayBeFree whether a field needs no condition
 * @throws S3Error `AccessDenied`
 */
export function checkPolicy(
  { expiresAt, conditions }: UploadPolicy,
  fields: ReadonlyMap<string, string>,
  { now, mayBeFree }: { now: Date; mayBeFree: (name: string) => boolean },
): LengthRange {
  if (expiresAt <= now) throw refuse('Policy expired.');
  const named = new Set<string>();
  const range = { minBytes: 0, maxBytes: Number.POSITIVE_INFINITY };
  for (const condition of conditions) {
    if (condition.kind === 'content-length-range') {
      range.minBytes = Math.max(range.minBytes, condition.minBytes);
      range.maxBytes = Math.min(range.maxBytes, condition.maxBytes);
      continue;
    }
    named.add(condition.field);
    const value = fields.get(condition.field);
    if (value === undefined || !holds(condition, value)) {
      throw refuse(`Policy Condition failed: ${condition.kind} $${condition.field}`);
    }
  }
  const extra = [...fields.keys()].filter((name) => !named.has(name) && !mayBeFree(name));
  if (extra.length > 0) throw refuse(`Extra input fields: ${extra.join(', ')}`);
  return range;
}

function holds(condition: Exclude<Condition, LengthRange>, value: string): boolean {
  switch (condition.kind) {
    case 'eq':
      return value === condition.value;
    case 'in':
      return condition.values.includes(value);
    case 'not-in':
      return !condition.values.includes(value);
    case 'starts-with':
      // A list of types satisfies a condition if each of them does.
      return condition.field === 'content-type'
        ? value.split(',').every((type) => type.trim().startsWith(condition.value))
        : value.startsWith(condition.value);
  }
}

function refuse(reason: string): S3Error {
  return new S3Error('AccessDenied', `Invalid according to Policy: ${reason}`);
}
