import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LocalPhoto } from '../../local/workspaces/local-job.ts';
import { DEFAULT_TASK_OPTIONS } from '../../port/task-options.ts';
import type { CommandContext } from '../commands/colmap-command.ts';
import { colmapWorkspaceIn } from '../commands/colmap-workspace.ts';
import { describeCameras, photosByCamera, turnedPhotosOf } from './cameras.ts';
import { extractFeaturesCommand } from './feature-commands.ts';
import { originOf } from './features-origin.ts';

const LEVEL = { width: 40, height: 30 };
const UPRIGHT = { width: 30, height: 40 };

function jobOf(sizes: Pick<LocalPhoto, 'width' | 'height'>[], more: Partial<LocalPhoto> = {}) {
  const photos = sizes.map((size, index): LocalPhoto => {
    const name = `${index}.jpg`;
    return { fileName: name, displayName: name, ...size, cameraKey: 'one', cameraName: 'Maker One', ...more };
  });
  return { photos, options: { ...DEFAULT_TASK_OPTIONS, engine: 'colmap' } };
}

test('what is shared is told, with the photos that are stored turned', () => {
  const job = jobOf([LEVEL, LEVEL, UPRIGHT, LEVEL]);
  assert.equal(photosByCamera(job).length, 1);
  assert.deepEqual(
    turnedPhotosOf(job).map(({ fileName }) => fileName),
    ['2.jpg'],
  );
  assert.deepEqual(describeCameras(job), [
    '4 photos share one camera: Maker One. Of these, 1 is stored turned by 90°.',
  ]);
});

test('features of a photo are found again when it is to be turned, and COLMAP is not told of one size', () => {
  const contextOf = (sizes: Pick<LocalPhoto, 'width' | 'height'>[]): CommandContext => ({
    job: { workKey: 'work', seriesKey: 'series', ...jobOf(sizes) },
    workspace: colmapWorkspaceIn('/jobs/a'),
    threads: 2,
    useGpu: false,
  });
  const [upright, mixed] = [contextOf([UPRIGHT, UPRIGHT]), contextOf([UPRIGHT, LEVEL])];
  const [before, after] = [originOf(upright, '3.8'), originOf(mixed, '3.8')];
  assert.equal(before.optionsKey, after.optionsKey);
  assert.notEqual(before.photos['0.jpg'], after.photos['0.jpg']);
  const isOneCamera = ({ args }: { args: string[] }) => args[args.indexOf('--ImageReader.single_camera') + 1];
  assert.deepEqual([upright, mixed].map(extractFeaturesCommand).map(isOneCamera), ['1', '0']);
});

test('photos that are all stored upright are turned by nobody', () => {
  const job = jobOf([UPRIGHT, UPRIGHT, UPRIGHT]);
  assert.deepEqual(turnedPhotosOf(job), []);
  assert.deepEqual(describeCameras(job), ['3 photos share one camera: Maker One.']);
});

test('photos without a common camera turn nothing and share nothing', () => {
  const job = jobOf([LEVEL, UPRIGHT]);
  for (const cameraSharing of ['single', 'perPhoto'] as const) {
    const own = { ...job, options: { ...job.options, cameraSharing } };
    assert.deepEqual([turnedPhotosOf(own), describeCameras(own)], [[], []]);
  }
  assert.deepEqual(describeCameras(jobOf([LEVEL, LEVEL], { cameraName: undefined })), []);
});
