import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testEngine } from './engine.contract.ts';
import { createFakeEngine } from './fake-engine.fixture.ts';

testEngine('the fake engine of the tests', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-fake-engine-'));
  return {
    createEngine: () => createFakeEngine(folder),
    photos: ['a', 'b', 'c', 'd'].map((name) => ({
      fileName: `${name}.jpg`,
      displayName: `${name}.jpg`,
      width: 100,
      height: 100,
      cameraKey: 'camera',
      fetchTo: (path) => writeFile(path, name),
    })),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
});
