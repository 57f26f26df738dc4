export { CONVERSION_FILES, type ConversionResult } from './conversion/conversion-request.ts';
export { convertFiles } from './conversion/convert-files.ts';
export { defaultBounds, runConversion } from './conversion/run-conversion.ts';
export { readSliceName } from './conversion/slice-names.ts';
export { type UnpackBudget, unpackZip } from './conversion/unpack-zip.ts';
export { ImportFault } from './import/import-fault.ts';
export { type ImportModelOptions, type ImportReport, importModel } from './import/import-model.ts';
export type { Mesh } from './mesh/mesh.ts';
export { readMesh } from './mesh/read-mesh.ts';
export { type TrimMeshOptions, trimMesh } from './mesh/trim-mesh.ts';
export { type PackModelOptions, type PackReport, packModel } from './pack-model.ts';
export {
  appendPoints,
  type FilteredCloud,
  projectDensePoints,
  readDensePoints,
  transformDensePoints,
} from './points/dense-points.ts';
export { findGaps } from './points/find-gaps.ts';
export { findInliers } from './points/find-inliers.ts';
export {
  type OrientedPoints,
  type OrientPointsOptions,
  orientPoints,
  TooFewPoints,
} from './points/orient-points.ts';
export { pointsInGaps } from './points/points-in-gaps.ts';
export type { LongOperation } from './progress.ts';
export type { MapProjection } from './surface/part.ts';
export { type TextureMeshOptions, type TextureReport, textureMesh } from './texture-mesh.ts';
