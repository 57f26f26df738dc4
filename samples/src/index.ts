export { type Intrinsics, type Pose, pixelRay, projectPoint } from './camera.ts';
export { type CameraFile, type CameraFrame, enuToEnu, type FileCamera } from './camera-file.ts';
export { comparePoses, type ErrorRange, type PoseComparison, type PoseErrors } from './compare-poses.ts';
export { type CoverageAt, compareShape, type ShapeErrors } from './compare-shape.ts';
export { compareSurface, type Surface, type SurfaceErrors, type SurfaceOptions } from './compare-surface.ts';
export { generateScene, type Scene, type SceneOptions, type SceneProgress } from './generate-scene.ts';
export {
  ecefToEnuRotation,
  ecefToGeodetic,
  enuToGeodetic,
  type Geodetic,
  geodeticToEcef,
  geodeticToEnu,
} from './geodesy.ts';
export type { Matrix3, Vector3 } from './matrix.ts';
export { namePhotosByChecksum } from './name-photos.ts';
export { type ModelFile, readModel } from './read-model.ts';
export { readSceneTruth, type SceneTruth } from './read-scene-truth.ts';
export type { SceneName } from './scene-settings.ts';
export { fitSimilarity, mapPoint, mapRotation, type Similarity } from './similarity.ts';
export type { TrueShape } from './true-shape.ts';
export { type CameraTruth, readTruth, surfaceHeight, type TrueCamera, type Truth } from './truth.ts';
export { type ExactModel, type ModelPhoto, writeColmapModel } from './write-colmap-model.ts';
