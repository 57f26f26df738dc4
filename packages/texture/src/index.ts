export { moveModel } from './alignment/move-model.ts';
export {
  fitSimilarity,
  mapPoint,
  nearestRotation,
  type Similarity,
  type Vector3,
} from './alignment/similarity.ts';
export { type SightedPoint, sightOf, triangulate } from './alignment/triangulate.ts';
export {
  areSameCameras,
  CAMERA_TOLERANCE,
  type CameraComparison,
  compareCameras,
} from './cameras/compare-cameras.ts';
export {
  type CameraFrame,
  type CameraJson,
  type CamerasJson,
  writeCamerasJson,
} from './cameras/write-cameras-json.ts';
export { type ConversionResult, conversionFiles } from './conversion/conversion-request.ts';
export { convertFiles } from './conversion/convert-files.ts';
export { defaultBounds, runConversion } from './conversion/run-conversion.ts';
export { readSliceName } from './conversion/slice-names.ts';
export { type UnpackBudget, unpackZip } from './conversion/unpack-zip.ts';
export type { Placement } from './glb/write-glb.ts';
export { ImportFault } from './import/import-fault.ts';
export { type ImportModelOptions, type ImportReport, importModel } from './import/import-model.ts';
export type { Mesh } from './mesh/mesh.ts';
export { readMesh } from './mesh/read-mesh.ts';
export { type TrimMeshOptions, trimMesh } from './mesh/trim-mesh.ts';
export { type PackModelOptions, type PackReport, packModel } from './pack-model.ts';
export {
  appendPoints,
  type CloudPart,
  placeDensePoints,
  readDensePoints,
  turnDensePoints,
} from './points/dense-points.ts';
export { findGaps } from './points/find-gaps.ts';
export {
  type OrientedPoints,
  type OrientPointsOptions,
  orientPoints,
  TooFewPoints,
} from './points/orient-points.ts';
export { pointsInGaps } from './points/points-in-gaps.ts';
export { findBodies } from './points/stray-points.ts';
export { writeOrientedPointsPly, writePointsPly } from './points/write-ply.ts';
export type { LongOperation } from './progress.ts';
export { readSparseModel } from './sparse-model/read-sparse-model.ts';
export type {
  Camera,
  CameraModelName,
  RegisteredImage,
  SparseModel,
  SparsePoints,
} from './sparse-model/sparse-model.ts';
export { findUprightTurn, turnUpright, type UprightTurn } from './sparse-model/turn-upright.ts';
export { type TextureMeshOptions, type TextureReport, textureMesh } from './texture-mesh.ts';
export { MAX_MAP_HEADER_BYTES, type MapHeader, parseMapHeader, wholeMapBytes } from './views/map-header.ts';
export { type MeasuredDepths, readMeasuredDepths } from './views/measured-depths.ts';
