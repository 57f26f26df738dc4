import assert from 'node:assert/strict';

/** What Go reads a value into; a record for a struct, a list of one for a slice. */
export type GoType =
  | 'string'
  | 'int'
  | 'float'
  | 'bool'
  | 'time'
  | readonly [GoType]
  | { readonly [field: string]: GoType };

/** A query text of a client written in Go, and the struct that it reads `data` into. */
export interface GoCall {
  text: string;
  data: GoType;
}

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/**
 * Fails where Go's decoder would: null becomes the zero value of any type, fields that the struct does not have
 * are passed over, but a value of another type is the end of the call.
 */
export function assertGoReads(value: unknown, type: GoType, path: string): void {
  if (value === null || value === undefined) return;
  if (type === 'string') assert.equal(typeof value, 'string', path);
  else if (type === 'bool') assert.equal(typeof value, 'boolean', path);
  else if (type === 'float') assert.equal(typeof value, 'number', path);
  else if (type === 'int') assert.ok(Number.isSafeInteger(value), `${path}: ${value}`);
  else if (type === 'time') assert.match(String(value), RFC_3339, path);
  else if (isSlice(type)) {
    assert.ok(Array.isArray(value), path);
    for (const item of value) assertGoReads(item, type[0], `${path}[]`);
  } else {
    assert.ok(typeof value === 'object' && !Array.isArray(value), path);
    const fields = new Map(Object.entries(value));
    for (const [name, inner] of Object.entries(type))
      assertGoReads(fields.get(name), inner, `${path}.${name}`);
  }
}

/** What lies at a path of an answer, as `project.image.state` or `edges.0.node`; undefined where nothing does. */
export function at(answer: unknown, path: string): unknown {
  return path.split('.').reduce((value, name) => {
    return typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined;
  }, answer);
}

function isSlice(type: Exclude<GoType, string>): type is readonly [GoType] {
  return Array.isArray(type);
}
