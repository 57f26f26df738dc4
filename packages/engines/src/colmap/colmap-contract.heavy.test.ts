import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { generateScene } from '@tiepoint/samples';
import { type EngineSetting, testEngine } from '../port/engine.contract.ts';
import type { EnginePhoto } from '../port/engine.ts';
import { createColmapEngine } from './colmap-engine.ts';
import { COLMAP, needsColmap } from './installation/installed-colmap.fixture.ts';

/** As few and small as COLMAP makes a surface of, so that the test takes seconds. */
const SCENE = { photos: 6, width: 900, height: 600 };

testEngine('COLMAP', prepare, needsColmap);

async function prepare(): Promise<EngineSetting> {
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-contract-'));
  const { photoPaths } = await generateScene({ ...SCENE, folder: join(folder, 'scene') });
  const photos = photoPaths.map(
    (path): EnginePhoto => ({
      fileName: basename(path),
      displayName: basename(path),
      width: SCENE.width,
      height: SCENE.height,
      cameraKey: 'sample',
      fetchTo: (target) => copyFile(path, target),
    }),
  );
  return {
    photos,
    createEngine: () => createColmapEngine({ workFolder: join(folder, 'work'), executable: COLMAP }),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
