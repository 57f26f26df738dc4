export { type Camera, type CameraModelName, type Pinhole, pinholeOf } from './cameras/camera.ts';
export { type CameraFrame, type CameraJson, type CamerasJson, poseOf } from './cameras/cameras-json.ts';
export {
  areSameCameras,
  type CameraComparison,
  compareCameras,
} from './cameras/compare-cameras.ts';
export { undistortionFactor } from './cameras/lens-distortion.ts';
export { cameraAxes, type Pose, poseAt, poseFrom, transformPose } from './cameras/pose.ts';
export {
  type ProjectedPoint,
  type Projection,
  pixelRay,
  projectPoint,
  projectPoints,
} from './cameras/project-points.ts';
export { resizeView, type View } from './cameras/view.ts';
export { ecefFromGeodetic, type Geodetic, geodeticFromEcef } from './earth/geodetic.ts';
export { ecefFromEnu, enuFromEnu, enuFromGeodetic, geodeticFromEnu } from './earth/local-frame.ts';
export { curvatureRadii, degrees, radians } from './earth/wgs84.ts';
export {
  apply,
  degreesBetweenRotations,
  type Matrix3,
  multiply,
  transpose,
} from './linear-algebra/matrix.ts';
export { spreadOf } from './linear-algebra/spread.ts';
export { type Symmetric3, symmetricEigen } from './linear-algebra/symmetric-eigen.ts';
export {
  add,
  cross,
  degreesBetween,
  dot,
  lengthOf,
  normalise,
  perpendicular,
  subtract,
  type Vector3,
} from './linear-algebra/vector.ts';
export type { DepthMap, NormalMap } from './maps/maps.ts';
export {
  type Observation,
  observationAt,
  type TriangulatedPoint,
  triangulate,
} from './observations/triangulate.ts';
export type { RegisteredImage, SparseModel, SparsePoints } from './sparse-model/sparse-model.ts';
export { transformModel } from './sparse-model/transform-model.ts';
export { turnPhotosUpright } from './sparse-model/turn-photos-upright.ts';
export { findUpDirection, findUprightFromModel, turnUpright } from './sparse-model/turn-upright.ts';
export { viewsOf } from './sparse-model/views-of.ts';
export { fitSimilarity } from './transforms/fit-similarity.ts';
export { nearestRotation } from './transforms/nearest-rotation.ts';
export {
  invert,
  matrixColumns,
  type RigidTransform,
  relativeTransform,
} from './transforms/rigid-transform.ts';
export { IDENTITY, type Similarity, transformPoint, transformPositions } from './transforms/similarity.ts';
