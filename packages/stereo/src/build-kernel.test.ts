import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { compileKernel } from './build-kernel.ts';

test('the compiled kernel is what its sources say', async () => {
  const checkedIn = await readFile(new URL('../kernel.wasm', import.meta.url));
  assert.ok(checkedIn.equals(await compileKernel()), 'run `npm run kernel -w packages/stereo`');
});
