import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CameraTruth, Random } from '@tiepoint/samples';
import type { CamerasJson } from '@tiepoint/scene';
import type { Engine, EngineEvent, EnginePhoto } from '../../../port/engine.ts';
import { DEFAULT_TASK_OPTIONS } from '../../../port/task-options.ts';
import type { Block } from './blocks.fixture.ts';
import { judgeCameras, type Verdict } from './judge-placement.fixture.ts';
import { type PositionFault, spoilPhotos, USUAL_PLACE } from './spoiled-block.fixture.ts';

/** A generated scene, and the engine that reconstructs it. */
export interface WholeProduct {
  engine: Engine;
  photosFolder: string;
  truth: CameraTruth;
}

/** The scenes are small, so the receiver is a little better than the usual one. */
const NOISE = { horizontal: 0.2, vertical: 0.2 };
/** Jobs of one series find the features of a photo, and match two of them, once. */
const SERIES_KEY = 'position-faults';

const never = new AbortController().signal;

/** Makes a model of a scene whose photos have the positions of a fault, and compares its cameras with the truth. */
export async function judgeWholeProduct(product: WholeProduct, fault: PositionFault): Promise<Verdict> {
  const { engine, truth } = product;
  const spoiled = spoilPhotos(
    { ...fault, noise: fault.noise ?? NOISE },
    blockAt(fault, truth),
    new Random(1),
  );
  const photos = spoiled.photos.map(
    ({ fileName, position, attitude }): EnginePhoto => ({
      ...{ fileName, displayName: fileName, width: truth.camera.width, height: truth.camera.height },
      ...{ cameraKey: 'drone', position, attitude },
      fetchTo: (path) => copyFile(join(product.photosFolder, fileName), path),
    }),
  );
  const options = { ...DEFAULT_TASK_OPTIONS, engine: engine.name, quality: 'preview' } as const;
  const workKey = `fault-${fault.name.replaceAll(/[^a-z0-9]+/gi, '-')}`;
  const handle = await engine.submit({ workKey, seriesKey: SERIES_KEY, photos, options }, never);
  try {
    const { result, outputs } = await waitForEnd(engine.watch(handle, never));
    const path = outputs.find(({ name }) => name === 'cameras.json')?.path ?? '';
    const file = JSON.parse(await readFile(path, 'utf8')) as CamerasJson;
    return judgeCameras(fault, spoiled, { ...file, notes: result.notes });
  } finally {
    await engine.discard(handle);
  }
}

/** The scene's true cameras, at the place on earth that the fault needs. */
function blockAt({ plan }: PositionFault, truth: CameraTruth): Block {
  return {
    origin: plan?.origin ?? USUAL_PLACE,
    cameras: truth.cameras.map(({ name, centre, cameraFromWorld: { rotation } }) => ({
      ...{ fileName: name, centre, rotation },
    })),
  };
}

async function waitForEnd(
  events: AsyncIterable<EngineEvent>,
): Promise<Extract<EngineEvent, { type: 'done' }>> {
  for await (const event of events) {
    if (event.type === 'done') return event;
    if (event.type === 'failed') throw new Error(event.reason);
  }
  throw new Error('the engine sent no last event');
}
