import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LocalJob } from '../local/workspaces/local-job.ts';
import { DEFAULT_TASK_OPTIONS, type TaskOptions } from '../port/task-options.ts';
import { colmapWorkspaceIn } from './commands/colmap-workspace.ts';
import { poissonMeshCommand, undistortPhotosCommand } from './commands/model-commands.ts';
import { fuseDepthMapsCommand } from './depth-maps/depth-commands.ts';
import { extractFeaturesCommand, matchImagesCommands } from './features/feature-commands.ts';

const workspace = colmapWorkspaceIn('/jobs/a');

function jobOf(count: number, cameraKeys = ['one']): LocalJob {
  const photos = Array.from({ length: count }, (_, index) => ({
    fileName: `${index}.jpg`,
    displayName: `photo ${index}`,
    width: 3,
    height: 2,
    cameraKey: cameraKeys[index % cameraKeys.length] ?? 'one',
  }));
  return {
    workKey: 'a',
    seriesKey: 's',
    options: { ...DEFAULT_TASK_OPTIONS, engine: 'colmap', quality: 'preview' },
    photos,
  };
}

function optionOf(args: string[], option: string): string | undefined {
  const at = args.indexOf(`--${option}`);
  return at < 0 ? undefined : args[at + 1];
}

test('photos of one camera share it from the start', () => {
  const one = extractFeaturesCommand({ job: jobOf(4), workspace, threads: 2, useGpu: false });
  const two = extractFeaturesCommand({ job: jobOf(4, ['one', 'two']), workspace, threads: 2, useGpu: false });
  assert.equal(optionOf(one.args, 'ImageReader.single_camera'), '1');
  assert.equal(optionOf(two.args, 'ImageReader.single_camera'), '0');
  assert.equal(one.inputs[0]?.text, '0.jpg\n1.jpg\n2.jpg\n3.jpg\n');
});

test('no command asks for a GPU where there is none', () => {
  const context = { job: jobOf(4), workspace, threads: 2, useGpu: false };
  const [matching] = matchImagesCommands(context);
  assert.equal(optionOf(extractFeaturesCommand(context).args, 'SiftExtraction.use_gpu'), '0');
  assert.equal(optionOf(matching?.args ?? [], 'SiftMatching.use_gpu'), '0');
});

test('features are found and matched on the GPU where there is one', () => {
  const context = { job: jobOf(4), workspace, threads: 2, useGpu: true };
  const [matching] = matchImagesCommands(context);
  assert.equal(optionOf(extractFeaturesCommand(context).args, 'SiftExtraction.use_gpu'), '1');
  assert.equal(optionOf(matching?.args ?? [], 'SiftMatching.use_gpu'), '1');
});

test('the image size that was asked for is that of the features and of the texture', () => {
  const job = jobOf(4);
  job.options.maxImageSize = 2000;
  const context = { job, workspace, threads: 2, useGpu: false };
  assert.equal(optionOf(extractFeaturesCommand(context).args, 'SiftExtraction.max_image_size'), '2000');
  assert.equal(optionOf(undistortPhotosCommand(context, 'sparse').args, 'max_image_size'), '2000');
});

test('cameras are shared as was asked, but never by photos of different sizes', () => {
  const sharing = (cameraSharing: TaskOptions['cameraSharing'], wide = false) => {
    const job = jobOf(4, ['one', 'two']);
    job.options.cameraSharing = cameraSharing;
    if (wide) job.photos = job.photos.map((photo, index) => ({ ...photo, width: index === 0 ? 6 : 3 }));
    const { args } = extractFeaturesCommand({ job, workspace, threads: 2, useGpu: false });
    return ['single_camera', 'single_camera_per_image'].map((name) => optionOf(args, `ImageReader.${name}`));
  };
  assert.deepEqual(sharing('auto'), ['0', '0']);
  assert.deepEqual(sharing('single'), ['1', '0']);
  assert.deepEqual(sharing('single', true), ['0', '0']);
  assert.deepEqual(sharing('perPhoto'), ['0', '1']);
});

test('pairs are matched in runs of a size that fits the threads, and none is lost', () => {
  const runs = matchImagesCommands({ job: jobOf(12), workspace, threads: 2, useGpu: false });
  const lines = runs.flatMap((run) => run.inputs[0]?.text.trim().split('\n') ?? []);
  assert.equal(runs.length, Math.ceil(66 / 16));
  assert.equal(new Set(lines).size, 66);
  assert.match(lines[0] ?? '', /^\d+\.jpg \d+\.jpg$/);
});

test('dense points need three photos that agree, and the surface through them is trimmed by nobody but us', () => {
  const job = jobOf(4);
  job.options.quality = 'standard';
  const context = { job, workspace, threads: 2, useGpu: false };
  assert.equal(optionOf(fuseDepthMapsCommand(context, 'strict').args, 'StereoFusion.min_num_pixels'), '3');
  const { args } = poissonMeshCommand(context, 'dense');
  assert.equal(optionOf(args, 'PoissonMeshing.trim'), '0');
  assert.equal(optionOf(args, 'input_path'), workspace.orientedPointsFile);
});
