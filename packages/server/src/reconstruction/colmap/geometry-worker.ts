import { parentPort, workerData } from 'node:worker_threads';
import {
  orientPoints,
  readMesh,
  readSparseModel,
  textureMesh,
  trimMesh,
  writeCamerasJson,
  writeOrientedPointsPly,
  writePointsPly,
} from '@tiepoint/texture';
import type {
  GeometryMessage,
  GeometryRequest,
  GeometryTaskName,
  GeometryTasks,
  ModelSummary,
} from './geometry-tasks.ts';

type Output = GeometryTasks[GeometryTaskName]['output'];
type OnProgress = (fraction: number) => void;

const request: GeometryRequest = workerData;
try {
  const output = await perform(request, (fraction) => tell({ from: 'geometry', type: 'progress', fraction }));
  tell({ from: 'geometry', type: 'result', output });
} catch (cause) {
  const error = cause instanceof Error ? cause : new Error(String(cause));
  tell({ from: 'geometry', type: 'error', error, code: systemCodeOf(error) });
}

function tell(message: GeometryMessage): void {
  parentPort?.postMessage(message);
}

function perform(request: GeometryRequest, onProgress: OnProgress): Promise<Output> {
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
    reprojectionError: points.count === 0 ? 0 : errorSum / points.count,
  };
}

async function exportSparseModel(input: GeometryTasks['exportSparseModel']['input']) {
  const model = await readSparseModel(input.modelFolder);
  await writePointsPly(input.pointsPath, model);
  await writeCamerasJson(input.camerasPath, model, { frame: input.frame });
  return { points: model.points.count };
}

async function writeOrientedPoints(input: GeometryTasks['orientPoints']['input']) {
  const points = orientPoints(await readSparseModel(input.modelFolder));
  await writeOrientedPointsPly(input.outputPath, points);
  return { points: points.count };
}

async function trimAndTexture(input: GeometryTasks['textureMesh']['input'], onProgress: OnProgress) {
  const model = await readSparseModel(input.modelFolder);
  const mesh = trimMesh(await readMesh(input.meshPath), orientPoints(model));
  const report = await textureMesh({
    mesh,
    model,
    photosFolder: input.photosFolder,
    outputPath: input.outputPath,
    upAxis: 'z',
    onProgress,
  });
  return { faces: report.faces };
}

/** An error's `code` is lost on its way between threads. */
function systemCodeOf(error: Error): string | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return undefined;
}
