import { type DepthMap, type Projection, projectPoints, type View } from '@tiepoint/scene';
import { faceNormal, type Mesh } from '../mesh/mesh.ts';
import { type DepthBuffer, drawDepthBuffer, growNearest } from './depth-buffer.ts';
import type { SeenFaces } from './face-views.ts';
import { withOccluderPoints } from './occluder-points.ts';
import type { Photo } from './photo.ts';

/** Samples on a face for visibility and colour: barycentric weights. */
const SAMPLES = [
  [1 / 3, 1 / 3, 1 / 3],
  [0.8, 0.1, 0.1],
  [0.1, 0.8, 0.1],
  [0.1, 0.1, 0.8],
  [0.45, 0.45, 0.1],
  [0.45, 0.1, 0.45],
  [0.1, 0.45, 0.45],
] as const;
/** Views at a flatter angle (cosine of 84 degrees) are not used. */
const MIN_COSINE = 0.1;
/**
 * At their border, photos are soft and their undistortion is inaccurate: this share of the width is not used. A mesh is
 * clipped to the photos with a larger margin.
 */
const MARGIN_SHARE = 0.004;
/** A sample is occluded by surface that is nearer by more than this share of its depth. */
const DEPTH_TOLERANCE = 0.006;
/** Close to the outline of an occluder, whose position is inexact, the quality of a view is reduced. */
const OCCLUDER_MARGIN_SHARE = 0.004;
const NEAR_OCCLUDER_FACTOR = 0.1;
/** A depth of the depth map that differs from the face's by at most this share is consistent. */
const DEPTH_CONSISTENCY_TOLERANCE = 0.02;
/** Weight of a sample whose depth in the map is larger or unknown: the photo may show what the mesh lacks, … */
const UNCONFIRMED_FACTOR = 0.5;
/** … and of one whose depth in the map is smaller: the photo shows an occluder. */
const OCCLUDED_FACTOR = 0.1;

/** A view with what is known of it. */
export interface MeasuredView {
  view: View;
  /** At the view's size. */
  photo: Photo;
  /** The tie points that it observes: x, y, z of each. */
  points: Float32Array;
  /** Of the same photo, from dense matching. */
  depthMap?: DepthMap;
}

/** Pixels and depths of the samples of one face; reused for each face. */
interface FaceSamples {
  /** Index of the pixel of each sample. */
  pixels: Uint32Array;
  depths: Float32Array;
}

/**
 * Finds the faces that are visible in a view (facing it, inside the photo with a margin, not occluded), with the quality
 * and the mean colour of each.
 */
export function measureFaces(mesh: Mesh, { view, photo, points, depthMap }: MeasuredView): SeenFaces {
  const { indices, positions } = mesh;
  const projection = projectPoints(view, positions);
  const nearest = drawDepthBuffer(view, projection, indices);
  const grownRadius = Math.max(1, Math.round(OCCLUDER_MARGIN_SHARE * view.width));
  const grown = growNearest(withOccluderPoints(view, nearest, points), grownRadius);
  const samples: FaceSamples = {
    pixels: new Uint32Array(SAMPLES.length),
    depths: new Float32Array(SAMPLES.length),
  };
  const projected = { width: view.width, projection };
  const faces: number[] = [];
  const qualities: number[] = [];
  const colours: number[] = [];
  for (let at = 0; at < indices.length; at += 3) {
    const a = 3 * indices[at]!;
    const b = 3 * indices[at + 1]!;
    const c = 3 * indices[at + 2]!;
    if (!isInside(view, projection, a) || !isInside(view, projection, b) || !isInside(view, projection, c))
      continue;
    const { cosine, area } = aspectOf(view, mesh, at);
    if (!(cosine > MIN_COSINE)) continue;
    placeSamples(samples, projected, [a, b, c]);
    // The change of depth on the face's plane from one pixel to the next, as a share of the depth.
    const slope = Math.sqrt(1 - Math.min(1, cosine * cosine)) / cosine / view.fx;
    if (!isVisible(nearest, samples, DEPTH_TOLERANCE + slope)) continue;
    const isClear = isVisible(grown, samples, DEPTH_TOLERANCE + slope * 1.5 * grownRadius);
    const trust =
      (isClear ? 1 : NEAR_OCCLUDER_FACTOR) * (depthMap ? depthConsistency(view, depthMap, samples) : 1);
    faces.push(at / 3);
    qualities.push((projectedArea(projection, [a, b, c]) / area) * trust);
    pushMeanColour(colours, photo, samples);
  }
  return {
    faces: Uint32Array.from(faces),
    qualities: Float32Array.from(qualities),
    colours: Uint8ClampedArray.from(colours),
  };
}

function isInside({ width, height }: View, projection: Projection, corner: number): boolean {
  const margin = MARGIN_SHARE * width;
  const x = projection[corner]!;
  const y = projection[corner + 1]!;
  return (
    projection[corner + 2]! > 0 && x >= margin && y >= margin && x <= width - margin && y <= height - margin
  );
}

/** The cosine between the normal of the face at index `at` and the direction to the camera, and the face's area. */
function aspectOf({ centre }: View, mesh: Mesh, at: number): { cosine: number; area: number } {
  const { positions, indices } = mesh;
  const a = indices[at]!;
  const [nx, ny, nz] = faceNormal(mesh, at);
  const dx = centre[0] - positions[3 * a]!;
  const dy = centre[1] - positions[3 * a + 1]!;
  const dz = centre[2] - positions[3 * a + 2]!;
  const length = Math.sqrt(nx * nx + ny * ny + nz * nz);
  const distance = Math.sqrt(dx * dx + dy * dy + dz * dz);
  return { cosine: (nx * dx + ny * dy + nz * dz) / (length * distance), area: length / 2 };
}

/** The first entries of a face's corners in a projection. */
type Corners = readonly [a: number, b: number, c: number];

function placeSamples(
  samples: FaceSamples,
  { width, projection: p }: { width: number; projection: Projection },
  [a, b, c]: Corners,
): void {
  for (let i = 0; i < SAMPLES.length; i++) {
    const [wa, wb, wc] = SAMPLES[i]!;
    const x = wa * p[a]! + wb * p[b]! + wc * p[c]!;
    const y = wa * p[a + 1]! + wb * p[b + 1]! + wc * p[c + 1]!;
    samples.pixels[i] = Math.floor(y) * width + Math.floor(x);
    samples.depths[i] = 1 / (wa / p[a + 2]! + wb / p[b + 2]! + wc / p[c + 2]!);
  }
}

function isVisible({ depths }: DepthBuffer, samples: FaceSamples, tolerance: number): boolean {
  for (let i = 0; i < SAMPLES.length; i++) {
    if (samples.depths[i]! * (1 - tolerance) > depths[samples.pixels[i]!]!) return false;
  }
  return true;
}

/** How consistent the photo's depth map is with the face: the mean over its samples, up to 1. */
function depthConsistency(view: View, { width, height, depths }: DepthMap, samples: FaceSamples): number {
  let sum = 0;
  for (let i = 0; i < SAMPLES.length; i++) {
    const pixel = samples.pixels[i]!;
    const column = Math.floor((((pixel % view.width) + 0.5) * width) / view.width);
    const row = Math.floor(((Math.floor(pixel / view.width) + 0.5) * height) / view.height);
    const ratio = depths[row * width + column]! / samples.depths[i]!;
    if (Math.abs(ratio - 1) <= DEPTH_CONSISTENCY_TOLERANCE) sum += 1;
    else sum += ratio > 0 && ratio < 1 ? OCCLUDED_FACTOR : UNCONFIRMED_FACTOR;
  }
  return sum / SAMPLES.length;
}

function projectedArea(p: Projection, [a, b, c]: Corners): number {
  return Math.abs((p[b]! - p[a]!) * (p[c + 1]! - p[a + 1]!) - (p[b + 1]! - p[a + 1]!) * (p[c]! - p[a]!)) / 2;
}

function pushMeanColour(colours: number[], { pixels }: Photo, samples: FaceSamples): void {
  for (let channel = 0; channel < 3; channel++) {
    let sum = 0;
    for (const pixel of samples.pixels) sum += pixels[3 * pixel + channel]!;
    colours.push(sum / samples.pixels.length);
  }
}
