import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { ProcessBounds } from '@tiepoint/processes';
import { defaultBounds, runConversion } from './run-conversion.ts';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conversion-test-'));
});
after(() => rm(folder, { recursive: true }));

test('a model is converted in a separate process', async () => {
  const result = await run('v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n');
  assert.deepEqual(result.kind === 'converted' && result.report.outputs, ['model.glb', 'model-web.glb']);
});

test('a process that exceeds its memory or time is ended, and the model reported as too large', async () => {
  const hog = 'v 0 0 0\n'.repeat(3_000_000);
  const memory = await run(hog, { maxMemoryBytes: 64 * 1024 ** 2 });
  assert.deepEqual(memory.kind === 'refused' && memory.fault, 'TooLarge');
  assert.match(memory.kind === 'refused' ? memory.reason : '', /more memory/);
  const time = await run(hog, { maxSeconds: 0.1 });
  assert.match(time.kind === 'refused' ? time.reason : '', /within 0 minutes/);
});

test('a model that the converter fails on is refused at once, with the error for the operator', async () => {
  const request = { merge: false, upAxis: 'z' as const, maxUnpackedBytes: 1000 };
  const files = [{ name: 'a.obj', path: join(folder, 'nowhere') }];
  const options = { bounds: defaultBounds(), signal: new AbortController().signal };
  const result = await runConversion({ ...request, files }, join(folder, 'work'), options);
  assert.ok(result.kind === 'refused' && result.fault === 'Unreadable');
  assert.match(result.reason, /the converter failed on it/);
  assert.match(result.detail ?? '', /exit code 1: (.|\n)*ENOENT/);
});

test('a stopping server ends the process at once', async () => {
  const began = performance.now();
  await assert.rejects(run('v 0 0 0\n', {}, AbortSignal.timeout(50)), { name: 'TimeoutError' });
  assert.ok(performance.now() - began < 5000);
});

async function run(obj: string, bounds: Partial<ProcessBounds> = {}, signal = new AbortController().signal) {
  const path = join(folder, 'a.obj');
  await writeFile(path, obj);
  const request = {
    files: [{ name: 'a.obj', path }],
    merge: false,
    upAxis: 'z' as const,
    maxUnpackedBytes: 1000,
  };
  return runConversion(request, join(folder, 'work'), { bounds: { ...defaultBounds(), ...bounds }, signal });
}
