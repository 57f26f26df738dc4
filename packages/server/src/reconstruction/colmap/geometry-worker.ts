import { parentPort } from 'node:worker_threads';
import {
  orientPoints,
  readMesh,
  readSparseModel,
  type SparseModel,
  textureMesh,
  trimMesh,
  turnUpright,
  writeCamerasJson,
  writeOrientedPointsPly,
  writePointsPly,
} from '@tiepoint/texture';
import type {
  GeometryMessage,
  GeometryRequest,
  GeometryTaskName,
  GeometryTasks,
  ModelSource,
  ModelSummary,
} from './geometry-tasks.ts';

type Input<Name extends GeometryTaskName> = GeometryTasks[Name]['input'];
type Output = GeometryTasks[GeometryTaskName]['output'];

parentPort?.on('message', (request: GeometryRequest) => {
  if (request?.to === 'geometry') void answer(request);
});

async function answer(request: GeometryRequest): Promise<void> {
  const from = 'geometry' as const;
  const { id } = request;
  const tell = (message: GeometryMessage) => parentPort?.postMessage(message);
  try {
    const output = await perform(request, (fraction) => tell({ from, id, type: 'progress', fraction }));
    tell({ from, id, type: 'result', output });
  } catch (cause) {
    const error = cause instanceof Error ? cause : new Error(String(cause));
    tell({ from, id, type: 'error', error, code: systemCodeOf(error) });
  }
}

function perform(request: GeometryRequest, onProgress: (fraction: number) => void): Promise<Output> {
  switch (request.task) {
    case 'summarizeModels':
      return Promise.all(request.input.folders.map(summarizeModel));
    case 'exportSparseModel':
      return exportSparseModel(request.input);
    case 'orientPoints':
      return writeOrientedPoints(request.input);
    case 'textureMesh':
      return trimAndTexture(request.input, onProgress);
  }
}

async function summarizeModel(folder: string): Promise<ModelSummary> {
  const { images, points } = await readSparseModel(folder);
  const errorSum = points.errors.reduce((sum, error) => sum + error, 0);
  return {
    cameras: images.map(({ name, centre: [x = 0, y = 0, z = 0] }) => ({ fileName: name, centre: [x, y, z] })),
    points: points.count,
    reprojectionErrorPixels: points.count === 0 ? 0 : errorSum / points.count,
  };
}

async function exportSparseModel(input: Input<'exportSparseModel'>): Promise<{ points: number }> {
  const model = await readInFrame(input);
  await writePointsPly(input.pointsPath, model.points);
  await writeCamerasJson(input.camerasPath, model, input);
  return { points: model.points.count };
}

async function writeOrientedPoints(input: Input<'orientPoints'>): Promise<{ points: number }> {
  const points = orientPoints(await readInFrame(input));
  await writeOrientedPointsPly(input.outputPath, points);
  return { points: points.count };
}

async function trimAndTexture(
  input: Input<'textureMesh'>,
  onProgress: (fraction: number) => void,
): Promise<{ faces: number }> {
  const { photosFolder, outputPath } = input;
  const model = await readInFrame(input);
  const mesh = trimMesh(await readMesh(input.meshPath), orientPoints(model));
  const report = await textureMesh({ mesh, model, photosFolder, outputPath, upAxis: 'z', onProgress });
  return { faces: report.faces };
}

/** The same model is always turned in the same way, so all that is made of it fits together. */
async function readInFrame({ modelFolder, frame }: ModelSource): Promise<SparseModel> {
  const model = await readSparseModel(modelFolder);
  return frame.type === 'local' ? turnUpright(model) : model;
}

/** An error's `code` is lost on its way between threads. */
function systemCodeOf(error: Error): string | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return undefined;
}
