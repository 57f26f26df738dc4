import { type Projection, projectPoints, type View } from '@tiepoint/scene';
import { connectedFaces } from '../mesh/face-adjacency.ts';
import type { FaceSources } from './face-sources.ts';

/** A rectangle of a photo that goes into the atlas, and the faces that it textures. */
export interface Tile {
  view: number;
  faces: number[];
  /** In pixels of the photo, with the margin. */
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Margin around the faces, for filtering at their edges. */
const MARGIN_PIXELS = 4;
/** A rectangle is split while its faces fill less than this share of it, … */
const MIN_FILL = 0.6;
/** … and it has more pixels than this: for small ones, margins would outweigh the gain. */
const MIN_SPLIT_PIXELS = 128 * 128;

/**
 * Groups connected faces with the same view into tiles, in the order of the views. Patches that fill little of their
 * bounding rectangle, or whose longer side exceeds `maxSide` pixels (without margins), are split into several tiles.
 */
export function cutTiles(
  { mesh, selectedViews, neighbours }: Pick<FaceSources, 'mesh' | 'selectedViews' | 'neighbours'>,
  views: View[],
  maxSide = Infinity,
): Tile[] {
  const { componentOf, count } = connectedFaces(neighbours, (face) => selectedViews[face]!);
  const patches = Array.from({ length: count }, (): number[] => []);
  componentOf.forEach((component, face) => {
    patches[component]!.push(face);
  });
  const patchesByView = views.map((): number[][] => []);
  for (const faces of patches) patchesByView[selectedViews[faces[0]!]!]?.push(faces);
  return views.flatMap((view, number) => {
    const tiles: Tile[] = [];
    const projection = projectPoints(view, mesh.positions);
    for (const faces of patchesByView[number]!) {
      splitFaces(faces, { indices: mesh.indices, projection, maxSide }, (part, box) => {
        tiles.push({ view: number, faces: part, ...withMargin(box, view) });
      });
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

interface Split {
  indices: Uint32Array;
  projection: Projection;
  maxSide: number;
}

function splitFaces(faces: number[], split: Split, take: (faces: number[], box: Box) => void): void {
  const { indices, projection, maxSide } = split;
  const { box, area } = extentOf(faces, indices, projection);
  const width = box.right - box.left;
  const height = box.bottom - box.top;
  const isCompact = width * height < MIN_SPLIT_PIXELS || area > MIN_FILL * width * height;
  if (faces.length < 2 || (isCompact && Math.max(width, height) <= maxSide)) {
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
  splitFaces(first, split, take);
  splitFaces(second, split, take);
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

function withMargin(box: Box, { width, height }: View): Omit<Tile, 'view' | 'faces'> {
  const left = Math.max(0, Math.floor(box.left) - MARGIN_PIXELS);
  const top = Math.max(0, Math.floor(box.top) - MARGIN_PIXELS);
  const right = Math.min(width, Math.ceil(box.right) + MARGIN_PIXELS);
  const bottom = Math.min(height, Math.ceil(box.bottom) + MARGIN_PIXELS);
  return { left, top, width: right - left, height: bottom - top };
}
