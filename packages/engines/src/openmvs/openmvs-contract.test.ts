import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { generateScene } from '@tiepoint/samples';
import { type EngineSetting, testEngine } from '../port/engine.contract.ts';
import { createOpenMvsEngine } from './create-openmvs-engine.ts';
import { findOpenMvs } from './find-openmvs.ts';

const SCENE = { photos: 8, width: 900, height: 600 };
const FOLDER = process.env.TIEPOINT_OPENMVS;

const { problem } = await findOpenMvs(FOLDER);
testEngine('OpenMVS', prepare, { skip: problem });

async function prepare(): Promise<EngineSetting> {
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-contract-'));
  const { photoPaths } = await generateScene({ ...SCENE, folder: join(folder, 'scene') });
  return {
    photos: photoPaths.map((path) => ({
      fileName: basename(path),
      displayName: basename(path),
      width: SCENE.width,
      height: SCENE.height,
      cameraKey: 'sample',
      fetchTo: (target) => copyFile(path, target),
    })),
    createEngine: () => createOpenMvsEngine({ workFolder: join(folder, 'work'), openMvsFolder: FOLDER }),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
