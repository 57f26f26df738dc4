import { S3Error } from '../s3-error.ts';
import type { Dialect, Level, Operation } from './dialect.ts';
import type { AdmittedRequest } from './exchange.ts';
import { copySourceHeader } from './request/copy-source.ts';

/** What the path of a request names. */
export function levelOf({ bucket, key }: Pick<AdmittedRequest, 'bucket' | 'key'>): Level {
  if (key !== '') return 'object';
  return bucket === '' ? 'store' : 'bucket';
}

/**
 * Finds the operation of a request; undefined when no operation of this level has the method.
 *
 * @throws S3Error `NotImplemented` for a subresource that the method does not have here
 */
export function findOperation(
  { operations: table, wording }: Dialect,
  method: string,
  request: AdmittedRequest,
): Operation | undefined {
  const names = request.target.query.map(([name]) => name);
  const form = [
    method,
    ...new Set(names.filter((name) => table.subresources.has(name))),
    // Redundant together with an upload's id, which implies it.
    ...(names.includes('partNumber') && !names.includes('uploadId') ? ['partNumber'] : []),
    ...(method === 'PUT' && request.headers[copySourceHeader(wording)] !== undefined ? ['copy'] : []),
  ];
  const operation = new Map(Object.entries(table.levels[levelOf(request)])).get(form.join(' '));
  if (operation === undefined && form.length > 1) {
    throw new S3Error('NotImplemented', `This store does not implement "${form.join(' ')}".`);
  }
  return operation;
}

/** The methods of the operations of a level. */
export function allowedMethods({ operations }: Dialect, level: Level): string[] {
  const methods = Object.keys(operations.levels[level]).map((form) => form.split(' ')[0] ?? '');
  return [...new Set([...methods, 'OPTIONS'])];
}
