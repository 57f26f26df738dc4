import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FetchRefusal, FetchRefused } from './fetch-refused.ts';
import { FetchFailed } from './fetch-to-bucket.ts';
import { judgeFetchError } from './judge-fetch-error.ts';

const { signal } = new AbortController();
const early = { signal, last: false };
const last = { signal, last: true };
const ENDED = { tooLarge: false, message: 'why' };

function errorsOf(reasons: readonly FetchRefusal[], statuses: readonly number[]): Error[] {
  return [
    ...reasons.map((reason) => new FetchRefused(reason, 'why')),
    ...statuses.map((status) => new FetchFailed(status, 'why')),
  ];
}

test('transient errors are retried until the last attempt', () => {
  for (const error of errorsOf(['Unresolvable', 'TooSlow', 'ConnectionFailed'], [408, 429, 500, 503])) {
    assert.throws(() => judgeFetchError(error, early), error);
    assert.deepEqual(judgeFetchError(error, last), ENDED);
  }
});

test('what the other side or the rules say for good ends the fetch at once', () => {
  const errors = errorsOf(['PrivateAddress', 'TooManyRedirects', 'NotHttp'], [204, 304, 401, 403, 404]);
  for (const error of errors) assert.deepEqual(judgeFetchError(error, early), ENDED);
  const large = new FetchRefused('TooLarge', 'why');
  assert.deepEqual(judgeFetchError(large, early), { tooLarge: true, message: 'why' });
});

test('a server that stops and a disk that is full are no verdict, on the last attempt neither', () => {
  const stopped = { signal: AbortSignal.abort(), last: true };
  const missing = new FetchFailed(404, 'why');
  assert.throws(() => judgeFetchError(missing, stopped), missing);
  const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
  assert.throws(() => judgeFetchError(full, last), full);
});
