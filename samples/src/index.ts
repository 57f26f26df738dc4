export { type Intrinsics, type Pose, pixelRay, projectPoint } from './camera.ts';
export { type CameraFile, type CameraFrame, enuToEnu, type FileCamera } from './camera-file.ts';
export { comparePoses, type ErrorRange, type PoseComparison, type PoseErrors } from './compare-poses.ts';
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
export { fitSimilarity, mapPoint, mapRotation, type Similarity } from './similarity.ts';
export { readTruth, surfaceHeight, type TrueCamera, type Truth } from './truth.ts';
