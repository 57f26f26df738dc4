import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { convertFiles } from '@tiepoint/texture';
import { type EngineSetting, testEngine } from '../port/engine.contract.ts';
import type { EnginePhoto } from '../port/engine.ts';
import { FakeNodeOdm } from './node/fake-nodeodm.fixture.ts';
import { createNodeOdmEngine } from './nodeodm-engine.ts';
import { packOdmResults } from './results/odm-results.fixture.ts';

testEngine('NodeODM', async (): Promise<EngineSetting> => {
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-contract-'));
  const node = await FakeNodeOdm.start('s3cret');
  node.pack = (names) => packOdmResults(names);
  const photos = ['a', 'b', 'c'].map(
    (name): EnginePhoto => ({
      fileName: `${name}.jpg`,
      displayName: `${name}.JPG`,
      width: 10,
      height: 10,
      cameraKey: 'camera',
      fetchTo: (path) => writeFile(path, name),
    }),
  );
  const patience = { pollMs: 5, maxPollMs: 5 };
  return {
    photos,
    createEngine: () =>
      createNodeOdmEngine({
        workFolder: join(folder, 'work'),
        nodes: [node.address],
        convertModel: convertFiles,
        patience,
      }),
    async [Symbol.asyncDispose]() {
      await node[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
});
