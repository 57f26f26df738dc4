export {
  comparePoses,
  type ErrorRange,
  type PoseComparison,
  type PoseErrors,
} from './comparison/compare-poses.ts';
export { type CoverageAt, compareShape, type ShapeErrors } from './comparison/compare-shape.ts';
export {
  compareSurface,
  type Surface,
  type SurfaceErrors,
  type SurfaceOptions,
} from './comparison/compare-surface.ts';
export { type ModelFile, readModel } from './comparison/read-model.ts';
export { type LandscapeTruth, readLandscapeTruth, surfaceHeight } from './landscape/landscape-truth.ts';
export { Random } from './random/random.ts';
export { generateScene, type Scene, type SceneOptions, type SceneProgress } from './scene/generate-scene.ts';
export { namePhotosByChecksum } from './scene/name-photos.ts';
export { readSceneTruth, type SceneTruth } from './scene/read-scene-truth.ts';
export type { SceneName } from './scene/scene-settings.ts';
export type { CameraTruth, TrueCamera } from './truth/camera-truth.ts';
export { type ExactModel, type ModelPhoto, writeExactModel } from './truth/exact-model.ts';
export type { TrueShape } from './truth/true-shape.ts';
