import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ColmapJob } from './colmap-job.ts';
import { findFeaturesCommand, matchPhotosCommands } from './commands.ts';
import { workspaceIn } from './workspace.ts';

const workspace = workspaceIn('/jobs/a');

function jobOf(count: number, cameraKeys = ['one']): ColmapJob {
  const photos = Array.from({ length: count }, (_, index) => ({
    fileName: `${index}.jpg`,
    displayName: `photo ${index}`,
    width: 3,
    height: 2,
    cameraKey: cameraKeys[index % cameraKeys.length] ?? 'one',
  }));
  return { workKey: 'a', quality: 'preview', photos };
}

function optionOf(args: string[], option: string): string | undefined {
  const at = args.indexOf(`--${option}`);
  return at < 0 ? undefined : args[at + 1];
}

test('photos of one camera share it from the start', () => {
  const one = findFeaturesCommand({ job: jobOf(4), workspace, threads: 2 });
  const two = findFeaturesCommand({ job: jobOf(4, ['one', 'two']), workspace, threads: 2 });
  assert.equal(optionOf(one.args, 'ImageReader.single_camera'), '1');
  assert.equal(optionOf(two.args, 'ImageReader.single_camera'), '0');
  assert.equal(one.inputs[0]?.text, '0.jpg\n1.jpg\n2.jpg\n3.jpg\n');
});

test('no command asks for a GPU', () => {
  const context = { job: jobOf(4), workspace, threads: 2 };
  const [matching] = matchPhotosCommands(context);
  assert.equal(optionOf(findFeaturesCommand(context).args, 'SiftExtraction.use_gpu'), '0');
  assert.equal(optionOf(matching?.args ?? [], 'SiftMatching.use_gpu'), '0');
});

test('pairs are matched in runs of a size that fits the threads, and none is lost', () => {
  const runs = matchPhotosCommands({ job: jobOf(12), workspace, threads: 2 });
  const lines = runs.flatMap((run) => run.inputs[0]?.text.trim().split('\n') ?? []);
  assert.equal(runs.length, Math.ceil(66 / 16));
  assert.equal(new Set(lines).size, 66);
  assert.match(lines[0] ?? '', /^\d+\.jpg \d+\.jpg$/);
});
