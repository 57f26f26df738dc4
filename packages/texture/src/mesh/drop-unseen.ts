import { connectedFaces } from './face-adjacency.ts';
import { faceArea, type Mesh } from './mesh.ts';

/** Unseen holes up to this share of the surface, with seen surface all around, are kept, in grey. */
const MAX_HOLE_SHARE = 0.01;
/** The largest number of a hole's edges at the mesh's border, as a share of those to seen surface. */
const MAX_OPEN_SHARE = 0.3;
/** Seen components smaller than this share of the largest are dropped. */
const MIN_PIECE_SHARE = 0.01;

/** Marks (1) the faces to keep: seen ones, without small components, and small unseen holes inside them. */
export function facesToKeep(
  mesh: Mesh,
  isSeen: (face: number) => boolean,
  neighbours: Int32Array,
): Uint8Array {
  const areas = Float32Array.from({ length: mesh.indices.length / 3 }, (_, face) => faceArea(mesh, face));
  const seenArea = areas.reduce((sum, area, face) => sum + (isSeen(face) ? area : 0), 0);
  const regions = connectedFaces(neighbours, (face) => Number(isSeen(face)));
  const regionAreas = new Float64Array(regions.count);
  const openEdges = new Uint32Array(regions.count);
  const sharedEdges = new Uint32Array(regions.count);
  regions.componentOf.forEach((region, face) => {
    regionAreas[region]! += areas[face]!;
    for (let edge = 3 * face; edge < 3 * face + 3; edge++) {
      const other = neighbours[edge]!;
      if (other < 0) openEdges[region]!++;
      else if (regions.componentOf[other] !== region) sharedEdges[region]!++;
    }
  });
  const isKept = (face: number) => {
    const region = regions.componentOf[face]!;
    const isEnclosed = openEdges[region]! <= MAX_OPEN_SHARE * sharedEdges[region]!;
    return isSeen(face) || (isEnclosed && regionAreas[region]! <= MAX_HOLE_SHARE * seenArea);
  };
  const pieces = connectedFaces(neighbours, (face) => Number(isKept(face)));
  const pieceAreas = new Float64Array(pieces.count);
  pieces.componentOf.forEach((piece, face) => {
    if (isSeen(face)) pieceAreas[piece]! += areas[face]!;
  });
  const largest = pieceAreas.reduce((most, area) => Math.max(most, area), 0);
  return Uint8Array.from(pieces.componentOf, (piece) => {
    const area = pieceAreas[piece]!;
    return Number(area > 0 && area >= MIN_PIECE_SHARE * largest);
  });
}
