import { type Projection, projectPoints, type View } from '@tiepoint/scene';
import { connectedFaces } from '../mesh/face-adjacency.ts';
import type { Mesh } from '../mesh/mesh.ts';

/** A rectangle of a photo that goes into the atlas, and the faces whose texture it is. */
export interface Tile {
  view: number;
  faces: number[];
  /** In pixels of the photo, with the margin. */
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Photo around the faces that goes along: for filtering at the faces' edges. */
const MARGIN_PIXELS = 4;
/** A rectangle is split while its faces fill less of it than this... */
const MIN_FILL = 0.6;
/** ...and it has more pixels than this: small ones would only get more margin. */
const MIN_SPLIT_PIXELS = 128 * 128;

/**
 * Groups connected faces of one view into tiles, in the order of the views; patches of a clumsy shape become several
 * tiles, so that little of the atlas is empty, and so do those that are longer than `maxSide`, without margins.
 */
export function cutTiles(
  mesh: Mesh,
  chosenViews: Int32Array,
  neighbours: Int32Array,
  views: View[],
  maxSide = Infinity,
): Tile[] {
  const { componentOf, count } = connectedFaces(neighbours, (face) => chosenViews[face]!);
  const patches = Array.from({ length: count }, (): number[] => []);
  componentOf.forEach((component, face) => {
    patches[component]!.push(face);
  });
  const patchesByView = views.map((): number[][] => []);
  for (const faces of patches) patchesByView[chosenViews[faces[0]!]!]?.push(faces);
  return views.flatMap((view, number) => {
    const tiles: Tile[] = [];
    const projection = projectPoints(view, mesh.positions);
    for (const faces of patchesByView[number]!) {
      splitFaces(faces, mesh.indices, projection, maxSide, (part, box) =>
        tiles.push(tileOf(number, part, box, view)),
      );
    }
    return tiles;
  });
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

function splitFaces(
  faces: number[],
  indices: Uint32Array,
  projection: Projection,
  maxSide: number,
  take: (faces: number[], box: Box) => void,
): void {
  const { box, area } = extentOf(faces, indices, projection);
  const width = box.right - box.left;
  const height = box.bottom - box.top;
  const isHandy = width * height < MIN_SPLIT_PIXELS || area > MIN_FILL * width * height;
  if (faces.length < 2 || (isHandy && Math.max(width, height) <= maxSide)) {
    take(faces, box);
    return;
  }
  const axis = width > height ? 0 : 1;
  const middle = axis === 0 ? (box.left + box.right) / 2 : (box.top + box.bottom) / 2;
  const isFirst = (face: number) => {
    let sum = 0;
    for (let corner = 3 * face; corner < 3 * face + 3; corner++)
      sum += projection[3 * indices[corner]! + axis]!;
    return sum / 3 < middle;
  };
  const first = faces.filter(isFirst);
  const second = faces.filter((face) => !isFirst(face));
  if (first.length === 0 || second.length === 0) {
    take(faces, box);
    return;
  }
  splitFaces(first, indices, projection, maxSide, take);
  splitFaces(second, indices, projection, maxSide, take);
}

function extentOf(faces: number[], indices: Uint32Array, p: Projection): { box: Box; area: number } {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  let area = 0;
  for (const face of faces) {
    const [a, b, c] = [3 * indices[3 * face]!, 3 * indices[3 * face + 1]!, 3 * indices[3 * face + 2]!];
    for (const corner of [a, b, c]) {
      box.left = Math.min(box.left, p[corner]!);
      box.right = Math.max(box.right, p[corner]!);
      box.top = Math.min(box.top, p[corner + 1]!);
      box.bottom = Math.max(box.bottom, p[corner + 1]!);
    }
    area +=
      Math.abs((p[b]! - p[a]!) * (p[c + 1]! - p[a + 1]!) - (p[b + 1]! - p[a + 1]!) * (p[c]! - p[a]!)) / 2;
  }
  return { box, area };
}

function tileOf(view: number, faces: number[], box: Box, size: { width: number; height: number }): Tile {
  const left = Math.max(0, Math.floor(box.left) - MARGIN_PIXELS);
  const top = Math.max(0, Math.floor(box.top) - MARGIN_PIXELS);
  const right = Math.min(size.width, Math.ceil(box.right) + MARGIN_PIXELS);
  const bottom = Math.min(size.height, Math.ceil(box.bottom) + MARGIN_PIXELS);
  return { view, faces, left, top, width: right - left, height: bottom - top };
}
