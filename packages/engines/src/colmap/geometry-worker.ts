import { parentPort } from 'node:worker_threads';
import {
  appendPoints,
  type CameraFrame,
  type CloudPart,
  findBodies,
  findGaps,
  findUprightTurn,
  type Mesh,
  moveModel,
  orientPoints,
  type Placement,
  packModel,
  placeDensePoints,
  pointsInGaps,
  readDensePoints,
  readMesh,
  readSparseModel,
  type SparseModel,
  TooFewPoints,
  textureMesh,
  trimMesh,
  turnDensePoints,
  turnUpright,
  writeCamerasJson,
  writeOrientedPointsPly,
  writePointsPly,
} from '@tiepoint/texture';
import { earthCentredAxes } from '../coordinates/local-frame.ts';
import { describeFrame, projectModel, projectSurface } from '../coordinates/project-model.ts';
import { fitToPoints } from './alignment/fit-to-points.ts';
import { locatePoints } from './alignment/locate-points.ts';
import { keepOnlyPhotos } from './database.ts';
import type {
  Frame,
  GeometryMessage,
  GeometryRequest,
  GeometryTaskName,
  GeometryTasks,
  ModelSource,
  ModelSummary,
} from './geometry-tasks.ts';

type Input<Name extends GeometryTaskName> = GeometryTasks[Name]['input'];
type Output = GeometryTasks[GeometryTaskName]['output'];

/** Enough of a dense cloud to tell where it ends, and where its gaps and strays are. */
const MAX_OUTLINE_POINTS = 400_000;
/** Lenient points are used where enough strict ones are not within so many of their spacings: evenly laid ones are. */
const MAX_LENIENT_SPACINGS = 1.3;

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
    case 'keepOnlyPhotos':
      return keepPhotos(request.input);
    case 'summarizeModels':
      return Promise.all(request.input.folders.map(summarizeModel));
    case 'alignToPoints':
      return alignToPoints(request.input);
    case 'exportSparseModel':
      return exportSparseModel(request.input);
    case 'orientPoints':
      return writeOrientedPoints(request.input);
    case 'turnDensePoints':
      return turnPoints(request.input);
    case 'completePoints':
      return completePoints(request.input);
    case 'textureMesh':
      return trimAndTexture(request.input, onProgress);
    case 'packModel':
      return pack(request.input);
  }
}

async function keepPhotos({ database, fileNames }: Input<'keepOnlyPhotos'>): Promise<{ photos: number }> {
  return { photos: keepOnlyPhotos(database, fileNames) };
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

async function alignToPoints(
  input: Input<'alignToPoints'>,
): Promise<GeometryTasks['alignToPoints']['output']> {
  const { modelFolder, outputFolder, controlPoints, photoNames } = input;
  const located = locatePoints(await readSparseModel(modelFolder), controlPoints, photoNames);
  const { similarity, ...fit } = fitToPoints(located);
  if (similarity) await moveModel(modelFolder, outputFolder, similarity);
  return fit;
}

async function exportSparseModel(input: Input<'exportSparseModel'>): Promise<{ points: number }> {
  const { frame, pointsPath, camerasPath, photoNames } = input;
  const made = await readInFrame(input);
  const model = frame.type === 'projected' ? projectModel(made, frame) : made;
  await writePointsPly(pointsPath, model.points, frame.type === 'projected' ? describeFrame(frame) : []);
  await writeCamerasJson(camerasPath, model, { frame: toCameraFrame(frame), photoNames });
  return { points: model.points.count };
}

/** What the cameras file says of a frame; where a projected one was worked out is of no use to its readers. */
function toCameraFrame(frame: Frame): CameraFrame {
  if (frame.type !== 'projected') return frame;
  const { type, system, offset } = frame;
  return { type, system, offset };
}

function placementIn(frame: Frame): Placement | undefined {
  return frame.type === 'projected' ? projectSurface(frame) : undefined;
}

async function writeOrientedPoints(input: Input<'orientPoints'>): Promise<{ points: number }> {
  const model = await readInFrame(input);
  try {
    const points = orientPoints(model);
    await writeOrientedPointsPly(input.outputPath, points);
    return { points: points.count };
  } catch (error) {
    if (error instanceof TooFewPoints) return { points: 0 };
    throw error;
  }
}

async function turnPoints(input: Input<'turnDensePoints'>): Promise<{ points: number }> {
  const { modelFolder, frame, inputPath, lenientPath, outputPath } = input;
  const turn = frame.type === 'local' ? findUprightTurn(await readSparseModel(modelFolder)) : undefined;
  const parts = lenientPath ? partsOf(inputPath, lenientPath) : [withoutStrays(inputPath)];
  const points = turnDensePoints(parts, outputPath, turn);
  if (frame.type === 'projected') {
    placeDensePoints(outputPath, input.projectedPath, projectSurface(frame), describeFrame(frame));
  }
  return { points };
}

function withoutStrays(path: string): CloudPart {
  return { path, keep: findBodies([readDensePoints(path, MAX_OUTLINE_POINTS)]) };
}

function partsOf(strictPath: string, lenientPath: string): CloudPart[] {
  const strict = readDensePoints(strictPath, MAX_OUTLINE_POINTS);
  const isBody = findBodies([strict, readDensePoints(lenientPath, MAX_OUTLINE_POINTS)]);
  const isGap = findGaps(strict, MAX_LENIENT_SPACINGS);
  return [
    { path: strictPath, keep: isBody },
    { path: lenientPath, keep: (x, y, z) => isBody(x, y, z) && isGap(x, y, z) },
  ];
}

async function completePoints(input: Input<'completePoints'>): Promise<{ points: number }> {
  const { densePointsPath, outputPath } = input;
  const dense = readDensePoints(densePointsPath, MAX_OUTLINE_POINTS);
  return { points: appendPoints(densePointsPath, outputPath, pointsInGaps(dense, await readInFrame(input))) };
}

async function trimAndTexture(
  input: Input<'textureMesh'>,
  onProgress: (fraction: number) => void,
): Promise<GeometryTasks['textureMesh']['output']> {
  const { photosFolder, depthMapsFolder, targetFaces, outputPath, webOutputPath, frame } = input;
  const model = await readInFrame(input);
  const mesh = trimToPoints(await readMesh(input.meshPath), model, input.densePointsPath);
  const tileset = {
    path: input.tilesetPath,
    toEarth: frame.type === 'enu' ? earthCentredAxes(frame.origin) : undefined,
    from: { faces: input.tilesetFaces },
  };
  const from = { photosFolder, depthMapsFolder, targetFaces } as const;
  const to = { outputPath, webOutputPath, tileset, upAxis: 'z', placement: placementIn(frame) } as const;
  const report = await textureMesh({ mesh, model, ...from, ...to, onProgress });
  return { faces: report.faces, tiles: report.tileset?.tiles };
}

function trimToPoints(mesh: Mesh, model: SparseModel, densePointsPath: string | undefined): Mesh {
  if (densePointsPath === undefined) return trimMesh(mesh, orientPoints(model));
  const dense = readDensePoints(densePointsPath, MAX_OUTLINE_POINTS);
  return trimMesh(mesh, dense, { gapPoints: pointsInGaps(dense, model) });
}

async function pack(input: Input<'packModel'>) {
  const { modelFolder, frame, texturedPath, outputPath, webOutputPath } = input;
  const turn = frame.type === 'local' ? findUprightTurn(await readSparseModel(modelFolder)) : undefined;
  const to = { outputPath, webOutputPath, placement: placementIn(frame) };
  return packModel({ inputPath: texturedPath, turn, ...to });
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
