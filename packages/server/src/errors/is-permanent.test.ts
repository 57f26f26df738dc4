import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError } from './domain-error.ts';
import { isPermanent } from './is-permanent.ts';

test('what fails because of the data fails again, and what fails because of the surroundings may not', () => {
  const databaseError = (code: string) => Object.assign(new Error('refused'), { severity: 'ERROR', code });
  assert.ok(isPermanent(new DomainError('BAD_INPUT', 'no')));
  assert.ok(isPermanent(databaseError('22021')));
  assert.ok(isPermanent(new Error('not moved', { cause: databaseError('23514') })));
  assert.ok(!isPermanent(databaseError('40001')));
  assert.ok(!isPermanent(Object.assign(new Error('full'), { code: 'ENOSPC' })));
  assert.ok(!isPermanent('text'));
});
