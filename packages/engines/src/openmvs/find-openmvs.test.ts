import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type FakeOpenMvs, writeFakeOpenMvs } from './fake-openmvs.fixture.ts';
import { findOpenMvs } from './find-openmvs.ts';

async function withFake(use: (fake: FakeOpenMvs) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-openmvs-'));
  try {
    await use(await writeFakeOpenMvs(folder));
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('programs tell their version and their options', async () => {
  await withFake(async ({ folder }) => {
    const { installed } = await findOpenMvs(folder);
    assert.equal(installed?.version, '2.4.0');
    assert.equal(installed?.cuda, false);
    assert.deepEqual(
      [...(installed?.options.get('ReconstructMesh') ?? [])],
      ['max-threads', 'pointcloud-file', 'target-face-num'],
    );
  });
});

test('a folder that lacks a program is told with what to set', async () => {
  await withFake(async ({ folder }) => {
    await rm(join(folder, 'TextureMesh'));
    const { problem } = await findOpenMvs(folder);
    assert.match(problem ?? '', /are not all in .*set TIEPOINT_OPENMVS/);
  });
});

test('a version that writes no GLB, and a program that does not start, are told', async () => {
  await withFake(async ({ folder }) => {
    await writeFile(join(folder, 'TextureMesh.help'), '  --export-type arg (=ply)   (ply or obj)\n');
    assert.match((await findOpenMvs(folder)).problem ?? '', /2\.4\.0 .* is too old/);
    await writeFile(
      join(folder, 'TextureMesh'),
      '#!/bin/sh\necho "libopencv_core.so.406: cannot open" >&2; exit 127\n',
    );
    const { problem } = await findOpenMvs(folder);
    assert.match(problem ?? '', /TextureMesh does not answer .*“libopencv_core.*install it again/);
  });
});
