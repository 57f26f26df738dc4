import { connectedFaces } from './face-adjacency.ts';

/** Unseen holes of up to this many faces, with seen surface all around, are kept: in grey, never in a photo's colours. */
const MAX_HOLE_FACES = 60;
/** Seen pieces of fewer faces than this share of the largest are strays. */
const MIN_PIECE_SHARE = 0.01;

/** Which faces stay: the seen ones without stray pieces, and small unseen holes inside them. */
export function facesToKeep(isSeen: (face: number) => boolean, neighbours: Int32Array): Uint8Array {
  const seen = connectedFaces(neighbours, (face) => Number(isSeen(face)));
  const sizes = new Uint32Array(seen.count);
  const enclosed = new Uint8Array(seen.count).fill(1);
  seen.componentOf.forEach((component, face) => {
    sizes[component]!++;
    for (let edge = 3 * face; edge < 3 * face + 3; edge++) if (neighbours[edge]! < 0) enclosed[component] = 0;
  });
  const isKeptHole = (face: number) => {
    const component = seen.componentOf[face]!;
    return !isSeen(face) && enclosed[component] === 1 && sizes[component]! <= MAX_HOLE_FACES;
  };
  const pieces = connectedFaces(neighbours, (face) => Number(isSeen(face) || isKeptHole(face)));
  const pieceSizes = new Uint32Array(pieces.count);
  pieces.componentOf.forEach((piece, face) => {
    if (isSeen(face)) pieceSizes[piece]!++;
  });
  const largest = pieceSizes.reduce((most, size) => Math.max(most, size), 0);
  return Uint8Array.from(pieces.componentOf, (piece) => Number(pieceSizes[piece]! > 0 && pieceSizes[piece]! >= MIN_PIECE_SHARE * largest));
}
