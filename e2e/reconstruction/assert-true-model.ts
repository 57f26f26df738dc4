import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  comparePoses,
  compareSurface,
  type ModelFile,
  namePhotosByChecksum,
  type PoseComparison,
  readLandscapeTruth,
  readModel,
  type SurfaceErrors,
} from '@tiepoint/samples';
import type { CamerasJson } from '@tiepoint/scene';

/**
 * What the model of the generated scene may be off by: about twice what was measured with COLMAP 3.8 in `preview`, in
 * the comment of each line, so that worse geometry fails and another COLMAP does not. Metres and degrees. The
 * absolute position is as good as the photos' GPS, whose noise is that of a good receiver.
 */
const BOUNDS = {
  positionMedian: 0.05, // 0.022 after the best-fitting similarity
  positionMax: 0.12, // 0.051
  rotationMedian: 0.05, // 0.022
  rotationMax: 0.1, // 0.042
  absolutePositionMedian: 0.5, // 0.223 by the file's own georeference
  absoluteRotationMax: 0.2, // 0.098
  surfaceMedian: 0.25, // 0.120 after the same similarity
  surfaceP90: 0.95, // 0.450
  surfaceBias: 0.15, // 0.061
  absoluteSurfaceMedian: 0.5, // 0.263
  minCompleteness: 0.91, // 0.966
  minTriangles: 30_000, // 75,162
  minTexturedShare: 0.99, // 0.996
} as const;

/** Fails where the downloaded model of a sample scene is farther from the scene's ground truth than the bounds allow. */
export async function assertTrueModel(sceneFolder: string, modelFolder: string): Promise<void> {
  const truth = await readLandscapeTruth(sceneFolder);
  const photoPaths = truth.cameras.map(({ name }) => join(sceneFolder, 'photos', name));
  const nameOfPhoto = await namePhotosByChecksum(photoPaths);
  const cameras = JSON.parse(await readFile(join(modelFolder, 'cameras.json'), 'utf8')) as CamerasJson;
  const poses = comparePoses(truth, cameras, nameOfPhoto);
  const model = await readModel(join(modelFolder, 'model.glb'));
  const { frame } = cameras;
  checkPoses(poses);
  checkSurface(
    compareSurface(truth, model, { frame }),
    compareSurface(truth, model, { frame, truthFromModel: poses.fitted.truthFromModel }),
  );
  checkModel(model);
  const points = await readFile(join(modelFolder, 'points.ply'), 'latin1');
  assert.match(points, /^ply\nformat binary_little_endian 1.0\n/);
}

function checkPoses({ registered, photos, georeferenced, fitted }: PoseComparison): void {
  assert.equal(registered, photos, 'each photo has its camera');
  assertBelow('position, median', fitted.positionMetres.median, BOUNDS.positionMedian);
  assertBelow('position, max', fitted.positionMetres.max, BOUNDS.positionMax);
  assertBelow('rotation, median', fitted.rotationDegrees.median, BOUNDS.rotationMedian);
  assertBelow('rotation, max', fitted.rotationDegrees.max, BOUNDS.rotationMax);
  assert.ok(georeferenced, 'the model has its place in the world');
  assertBelow('position in the world', georeferenced.positionMetres.median, BOUNDS.absolutePositionMedian);
  assertBelow('rotation in the world', georeferenced.rotationDegrees.max, BOUNDS.absoluteRotationMax);
}

function checkSurface(georeferenced: SurfaceErrors, fitted: SurfaceErrors): void {
  assertBelow('surface, median', fitted.distanceMetres.median, BOUNDS.surfaceMedian);
  assertBelow('surface, 90 %', fitted.distanceMetres.p90, BOUNDS.surfaceP90);
  assertBelow('surface, too high or low', Math.abs(fitted.heightBiasMetres), BOUNDS.surfaceBias);
  assertBelow('surface in the world', georeferenced.distanceMetres.median, BOUNDS.absoluteSurfaceMedian);
  assertBelow('area without a surface', 1 - fitted.completeness, 1 - BOUNDS.minCompleteness);
}

function checkModel({ triangles, texturedShare, textures }: ModelFile): void {
  assert.ok(triangles.length / 3 > BOUNDS.minTriangles, `${triangles.length / 3} triangles`);
  assert.ok(texturedShare > BOUNDS.minTexturedShare, `${texturedShare} of the triangles have a texture`);
  assert.ok(textures.length > 0);
  for (const { mimeType, head } of textures) assert.deepEqual([mimeType, head], ['image/jpeg', 'ffd8ff']);
}

function assertBelow(what: string, value: number, bound: number): void {
  assert.ok(value < bound, `${what}: ${value}, at most ${bound}`);
}
