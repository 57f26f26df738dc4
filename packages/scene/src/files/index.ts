export { FileCursor } from './file-cursor.ts';
export { mapFileName } from './maps/map-header.ts';
export { isWholeMap, readDepthMap, readNormalMap } from './maps/read-maps.ts';
export { depthMapBytes, writeDepthMap, writeNormalMap } from './maps/write-maps.ts';
export { countInPly } from './ply/count-in-ply.ts';
export type { PlyElement } from './ply/ply-header.ts';
export { columnOf, type PlyVisitor, peekPlyHeader, readPly } from './ply/read-ply.ts';
export {
  type ColouredPoints,
  encodePlyHeader,
  PlyPointWriter,
  writePointsPly,
} from './ply/write-points-ply.ts';
export { readSparseModel } from './sparse-model/read-sparse-model.ts';
export { writeSparseModel } from './sparse-model/write-sparse-model.ts';
export { writeCamerasJson } from './write-cameras-json.ts';
