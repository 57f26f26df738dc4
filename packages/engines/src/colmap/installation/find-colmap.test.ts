import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { LocalJob } from '../../local/workspaces/local-job.ts';
import { DEFAULT_TASK_OPTIONS } from '../../port/task-options.ts';
import type { ColmapCommand, CommandContext } from '../commands/colmap-command.ts';
import { colmapWorkspaceIn } from '../commands/colmap-workspace.ts';
import { mapperCommand, poissonMeshCommand, undistortPhotosCommand } from '../commands/model-commands.ts';
import { translateCommand } from '../commands/translate-command.ts';
import { fuseDepthMapsCommand, patchMatchCommand } from '../depth-maps/depth-commands.ts';
import { type FakeColmap, writeFakeColmap } from '../fake-colmap.fixture.ts';
import { extractFeaturesCommand, matchImagesCommands } from '../features/feature-commands.ts';
import { helpsOf } from './colmap-helps.fixture.ts';
import { describeColmap } from './describe-colmap.ts';
import { createColmapFinder, type FoundColmap, type InstalledColmap } from './find-colmap.ts';
import { COLMAP, needsColmap } from './installed-colmap.fixture.ts';

const JOB: LocalJob = {
  workKey: 'a',
  seriesKey: 's',
  options: { ...DEFAULT_TASK_OPTIONS, engine: 'colmap' },
  photos: ['a.jpg', 'b.jpg', 'c.jpg'].map((fileName) => ({
    fileName,
    displayName: fileName,
    width: 3,
    height: 2,
    cameraKey: 'one',
  })),
};
const CONTEXT: CommandContext = { job: JOB, workspace: colmapWorkspaceIn('/job'), threads: 2, useGpu: false };
const SPARSE_COMMANDS: ColmapCommand[] = [
  extractFeaturesCommand(CONTEXT),
  ...matchImagesCommands(CONTEXT),
  mapperCommand(CONTEXT),
  undistortPhotosCommand(CONTEXT, '/job/sparse/0'),
  poissonMeshCommand(CONTEXT, 'sparse'),
];
const DENSE_COMMANDS = [patchMatchCommand(CONTEXT), fuseDepthMapsCommand(CONTEXT, 'strict')];

async function withFake(
  build: Parameters<typeof helpsOf>[0],
  use: (found: FoundColmap, colmap: FakeColmap) => Promise<void>,
  hasGpu?: boolean,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-find-'));
  try {
    const colmap = await writeFakeColmap(folder, '', helpsOf(build));
    await use(await createColmapFinder({ executable: colmap.path, hasGpu })(), colmap);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function installedOf({ installed, problem }: FoundColmap): InstalledColmap {
  if (!installed) assert.fail(problem);
  return installed;
}

/** The options of a command's line that this COLMAP would refuse. */
function refused(installed: InstalledColmap, args: readonly string[]): string[] {
  const [name = '', ...rest] = args;
  const options = rest.filter((_, index) => index % 2 === 0).map((flag) => flag.slice(2));
  return options.filter((option) => !installed.options.get(name)?.has(option));
}

const VERSIONS = [
  { version: '3.8', renamed: 'SiftExtraction.use_gpu' },
  { version: '3.11.1', renamed: 'SiftMatching.use_gpu' },
  { version: '3.12.6', renamed: 'Mapper.ba_global_frames_ratio' },
  { version: '3.13.0', renamed: 'FeatureMatching.use_gpu' },
  { version: '4.1.0', renamed: 'FeatureExtraction.max_image_size' },
];
for (const { version, renamed } of VERSIONS) {
  test(`COLMAP ${version} is given only options that it knows, by the names that it knows`, async () => {
    await withFake({ version, cuda: false }, async (found) => {
      const installed = installedOf(found);
      assert.equal(installed.version, version);
      const translated = SPARSE_COMMANDS.map((command) => translateCommand(command, installed));
      assert.deepEqual(
        translated.flatMap(({ args }) => refused(installed, args)),
        [],
      );
      assert.deepEqual(
        translated.flatMap((command) => command.leftOut ?? []),
        [],
      );
      assert.ok(translated.some(({ args }) => args.includes(`--${renamed}`)));
    });
  });
}

test('the installed COLMAP knows every option of every command', needsColmap, async () => {
  const installed = installedOf(await createColmapFinder({ executable: COLMAP })());
  assert.match(installed.version, /^\d+\.\d+/);
  for (const command of SPARSE_COMMANDS) {
    assert.ok(installed.options.has(command.args[0] ?? ''), `no help of ${command.args[0]}`);
    const { args } = translateCommand(command, installed);
    assert.deepEqual(refused(installed, args), []);
  }
});

test('a build with CUDA makes dense models where a GPU is there, and says so', async () => {
  const build = { version: '3.9.1', cuda: true };
  await withFake(
    build,
    async (found) => {
      const installed = installedOf(found);
      assert.equal(installed.gpu, true);
      assert.ok(describeColmap(found).abilities.some((ability) => /^Dense model on CUDA/.test(ability)));
      const dense = DENSE_COMMANDS.map((command) => translateCommand(command, installed));
      assert.deepEqual(
        dense.flatMap((command) => [...refused(installed, command.args), ...(command.leftOut ?? [])]),
        [],
      );
    },
    true,
  );
  await withFake(
    build,
    async (found) => {
      assert.equal(found.installed?.gpu, false);
      assert.match(describeColmap(found).abilities.join(), /sparse point cloud.*there is no NVIDIA GPU/);
    },
    false,
  );
});

test('a build without the dense commands is one for sparse models', async () => {
  const without = ['patch_match_stereo', 'stereo_fusion'];
  await withFake(
    { version: '4.1.0', cuda: true, without },
    async ({ installed }) => assert.equal(installed?.gpu, false),
    true,
  );
});

test('a build that lacks a command which every model takes is refused, with its version', async () => {
  await withFake({ version: '4.1.0', cuda: false, without: ['poisson_mesher'] }, async (found) => {
    assert.match(found.problem ?? '', /COLMAP 4\.1\.0 has no poisson_mesher/);
    assert.deepEqual(describeColmap(found).version, null);
  });
});

test('an option that a command can not do without fails the task, naming the version', async () => {
  await withFake({ version: '4.1.0', cuda: false }, async (found) => {
    const options = new Map([['mapper', new Set(['database_path', 'image_path'])]]);
    assert.throws(
      () => translateCommand(mapperCommand(CONTEXT), { ...installedOf(found), options }),
      /COLMAP 4\.1\.0 does not know --output_path of mapper/,
    );
  });
});

test('a command whose help can not be read is left as it is', async () => {
  await withFake({ version: '3.8', cuda: false }, async (found) => {
    const command = mapperCommand(CONTEXT);
    const translated = translateCommand(command, { ...installedOf(found), options: new Map() });
    assert.deepEqual(translated.args, command.args);
  });
});

test('a program that is not COLMAP, or hangs, or is missing, is told as what it is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-find-'));
  try {
    const stranger = await writeFakeColmap(folder, '', { help: 'usage: convert FILE', commandHelps: {} });
    const strange = await createColmapFinder({ executable: stranger.path })();
    assert.match(strange.problem ?? '', /does not answer .* as COLMAP does/);
    const hanging = await createColmapFinder({ executable: '/usr/bin/yes', timeoutMs: 200 })();
    assert.match(hanging.problem ?? '', /another program, is broken, or hangs/);
    const missing = await createColmapFinder({ executable: join(folder, 'nothing') })();
    assert.match(missing.problem ?? '', /not found at .*nothing/);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('COLMAP is asked once, and again when it was replaced', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-find-'));
  try {
    const { path } = await writeFakeColmap(folder, '', helpsOf({ version: '3.8', cuda: false }));
    const find = createColmapFinder({ executable: path });
    const first = await find();
    assert.equal(await find(), first);
    await writeFakeColmap(folder, 'exit 1', helpsOf({ version: '4.0.4', cuda: false }));
    assert.equal((await find()).installed?.version, '4.0.4');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
