import {
  type CameraFrame,
  ecefFromEnu,
  findUprightFromModel,
  matrixColumns,
  type SparseModel,
  transformModel,
  turnUpright,
} from '@tiepoint/scene';
import { readSparseModel, writeCamerasJson, writePointsPly, writeSparseModel } from '@tiepoint/scene/files';
import {
  appendPoints,
  type FilteredCloud,
  findGaps,
  findInliers,
  type Mesh,
  orientPoints,
  packModel,
  pointsInGaps,
  projectDensePoints,
  readDensePoints,
  readMesh,
  TooFewPoints,
  textureMesh,
  transformDensePoints,
  trimMesh,
} from '@tiepoint/texture';
import { projectModel } from '../../coordinates/project-model.ts';
import { fitToControlPoints } from '../alignment/fit-to-control-points.ts';
import type { Frame } from '../alignment/frame.ts';
import { triangulateControlPoints } from '../alignment/triangulate-control-points.ts';
import { placeByPositions } from '../placement/place-by-positions.ts';
import { answerTasks } from '../threads/answer-tasks.ts';
import type { GeometryTasks, ModelSource, ModelSummary } from './geometry-tasks.ts';
import { commentsOn, projectionTo } from './state-frame.ts';

type Input<Name extends keyof GeometryTasks> = GeometryTasks[Name]['input'];

/** A sample of so many dense points is enough to find its extent, gaps and outliers. */
const MAX_OUTLINE_POINTS = 400_000;
/** Lenient points are used where there are too few strict ones within so many times their spacing. */
const MAX_LENIENT_SPACINGS = 1.3;

answerTasks<GeometryTasks>({
  summarizeModels: ({ folders }) => Promise.all(folders.map(summarizeModel)),
  alignToControlPoints,
  alignToPositions,
  exportSparseModel,
  orientPoints: writeOrientedPoints,
  transformDensePoints: transformPoints,
  fillDensePoints,
  textureMesh: trimAndTexture,
  packModel: pack,
});

async function summarizeModel(folder: string): Promise<ModelSummary> {
  const { images, points } = await readSparseModel(folder);
  const errorSum = points.errors.reduce((sum, error) => sum + error, 0);
  return {
    cameras: images.map(({ name, centre }) => ({ fileName: name, centre })),
    points: points.count,
    reprojectionErrorPixels: points.count === 0 ? 0 : errorSum / points.count,
  };
}

async function alignToControlPoints(
  input: Input<'alignToControlPoints'>,
): Promise<GeometryTasks['alignToControlPoints']['output']> {
  const { modelFolder, outputFolder, controlPoints, photoNames } = input;
  const model = await readSparseModel(modelFolder);
  const located = triangulateControlPoints(model, controlPoints, photoNames);
  const { similarity, ...fit } = fitToControlPoints(located);
  if (similarity) await writeSparseModel(outputFolder, transformModel(model, similarity));
  return fit;
}

async function alignToPositions(
  input: Input<'alignToPositions'>,
): Promise<GeometryTasks['alignToPositions']['output']> {
  const { modelFolder, outputFolder, photos } = input;
  const model = await readSparseModel(modelFolder);
  const cameras = model.images.map(({ name, centre, cameraFromWorld }) => {
    return { fileName: name, centre, cameraFromWorld: cameraFromWorld.rotation };
  });
  const { placed, notes } = placeByPositions(cameras, photos);
  if (!placed) return { notes };
  await writeSparseModel(outputFolder, transformModel(model, placed.similarity));
  return { frame: placed.frame, report: placed.report, notes };
}

async function exportSparseModel(input: Input<'exportSparseModel'>): Promise<{ points: number }> {
  const { frame, pointsPath, camerasPath, photoNames } = input;
  const made = await readInFrame(input);
  const model = frame.type === 'projected' ? projectModel(made, frame) : made;
  writePointsPly(pointsPath, model.points, commentsOn(frame));
  await writeCamerasJson(camerasPath, model, { frame: toCameraFrame(frame), photoNames });
  return { points: model.points.count };
}

/** The frame in the cameras file; the origin of a projected one is internal. */
function toCameraFrame(frame: Frame): CameraFrame {
  if (frame.type !== 'projected') return frame;
  const { type, system, offset } = frame;
  return { type, system, offset };
}

async function writeOrientedPoints(input: Input<'orientPoints'>): Promise<{ points: number }> {
  const model = await readInFrame(input);
  try {
    const points = orientPoints(model);
    writePointsPly(input.outputPath, points);
    return { points: points.count };
  } catch (error) {
    if (error instanceof TooFewPoints) return { points: 0 };
    throw error;
  }
}

async function transformPoints(input: Input<'transformDensePoints'>): Promise<{ points: number }> {
  const { modelFolder, frame, inputPath, lenientPath, outputPath } = input;
  const newFromOld =
    frame.type === 'local' ? findUprightFromModel(await readSparseModel(modelFolder)) : undefined;
  const parts = lenientPath ? partsOf(inputPath, lenientPath) : [withoutOutliers(inputPath)];
  const points = transformDensePoints(parts, outputPath, newFromOld);
  const mapProjection = projectionTo(frame);
  if (mapProjection) {
    projectDensePoints(outputPath, input.projectedPath, { mapProjection, comments: commentsOn(frame) });
  }
  return { points };
}

function withoutOutliers(path: string): FilteredCloud {
  return { path, keep: findInliers([readDensePoints(path, MAX_OUTLINE_POINTS)]) };
}

function partsOf(strictPath: string, lenientPath: string): FilteredCloud[] {
  const strict = readDensePoints(strictPath, MAX_OUTLINE_POINTS);
  const isBody = findInliers([strict, readDensePoints(lenientPath, MAX_OUTLINE_POINTS)]);
  const isGap = findGaps(strict, MAX_LENIENT_SPACINGS);
  return [
    { path: strictPath, keep: isBody },
    { path: lenientPath, keep: (x, y, z) => isBody(x, y, z) && isGap(x, y, z) },
  ];
}

async function fillDensePoints(input: Input<'fillDensePoints'>): Promise<{ points: number }> {
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
    ecefFromModel: frame.type === 'enu' ? matrixColumns(ecefFromEnu(frame.origin)) : undefined,
    from: { faces: input.tilesetFaces },
  };
  const from = { photosFolder, depthMapsFolder, targetFaces } as const;
  const to = {
    outputPath,
    webOutputPath,
    tileset,
    upAxis: 'z',
    mapProjection: projectionTo(frame),
  } as const;
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
  const newFromOld =
    frame.type === 'local' ? findUprightFromModel(await readSparseModel(modelFolder)) : undefined;
  const to = { outputPath, webOutputPath, mapProjection: projectionTo(frame) };
  return packModel({ inputPath: texturedPath, newFromOld, ...to });
}

/** Turning upright is deterministic, so all outputs of a model fit together. */
async function readInFrame({ modelFolder, frame }: ModelSource): Promise<SparseModel> {
  const model = await readSparseModel(modelFolder);
  return frame.type === 'local' ? turnUpright(model) : model;
}
