import { type DepthMap, type Projection, projectPoints, type View } from '@tiepoint/scene';
import { faceNormal, type Mesh } from '../mesh/mesh.ts';
import { type DepthBuffer, drawDepthBuffer, growNearest } from './depth-buffer.ts';
import type { SeenFaces } from './face-views.ts';
import { withOccluderPoints } from './occluder-points.ts';
import type { Photo } from './photo.ts';

/** Where on a face it is tested and its colour taken: weights of its three corners. */
const SAMPLES = [
  [1 / 3, 1 / 3, 1 / 3],
  [0.8, 0.1, 0.1],
  [0.1, 0.8, 0.1],
  [0.1, 0.1, 0.8],
  [0.45, 0.45, 0.1],
  [0.45, 0.1, 0.45],
  [0.1, 0.45, 0.45],
] as const;
/** Views more askew than this (cosine of 84 degrees) show only a smear. */
const MIN_COSINE = 0.1;
/**
 * Photos are soft and their undistortion uncertain at the very border: this share of the width is not used.
 * A mesh that is clipped to the photos needs a greater margin there.
 */
const MARGIN_SHARE = 0.004;
/** A sample hides behind surface that is nearer by more than this share of its distance. */
const DEPTH_TOLERANCE = 0.006;
/** Near the outline of an occluder, whose place is not exactly known, a view counts for less. */
const OCCLUDER_MARGIN_SHARE = 0.004;
const NEAR_OCCLUDER_FACTOR = 0.1;
/** A measured depth that differs from the face's by no more than this share is the face's own. */
const AGREEMENT_TOLERANCE = 0.02;
/** What a sample counts where the photo's depth is farther or was not measured: it may show what the mesh lacks, … */
const UNCONFIRMED_FACTOR = 0.5;
/** … and where something nearer was measured: it shows that. */
const COVERED_FACTOR = 0.1;

/** Where the samples of one face fall; used again for each face. */
interface FaceSamples {
  /** Index of the pixel in which each sample falls. */
  pixels: Uint32Array;
  depths: Float32Array;
}

/**
 * Finds the faces that a view sees: turned to it, inside the photo with a margin, not hidden by nearer faces;
 * and for each how well it is shown and its mean colour. `photo` has the view's size,
 * `seenPoints` are the sparse points that it shows, `measured` is what stereo says of the same photo.
 */
export function measureFaces(
  view: View,
  photo: Photo,
  mesh: Mesh,
  seenPoints: Float32Array,
  measured?: DepthMap,
): SeenFaces {
  const { indices, positions } = mesh;
  const projection = projectPoints(view, positions);
  const nearest = drawDepthBuffer(view, projection, indices);
  const grownRadius = Math.max(1, Math.round(OCCLUDER_MARGIN_SHARE * view.width));
  const grown = growNearest(withOccluderPoints(view, nearest, seenPoints), grownRadius);
  const samples: FaceSamples = {
    pixels: new Uint32Array(SAMPLES.length),
    depths: new Float32Array(SAMPLES.length),
  };
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
    placeSamples(view, projection, a, b, c, samples);
    // How much the depth of the face's own plane changes from one pixel to the next, as a share of the depth.
    const slope = Math.sqrt(1 - Math.min(1, cosine * cosine)) / cosine / view.fx;
    if (!isVisible(nearest, samples, DEPTH_TOLERANCE + slope)) continue;
    const isClear = isVisible(grown, samples, DEPTH_TOLERANCE + slope * 1.5 * grownRadius);
    const trust = (isClear ? 1 : NEAR_OCCLUDER_FACTOR) * (measured ? agreement(view, measured, samples) : 1);
    faces.push(at / 3);
    qualities.push((projectedArea(projection, a, b, c) / area) * trust);
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
function aspectOf(
  { centre }: View,
  { positions, indices }: Mesh,
  at: number,
): { cosine: number; area: number } {
  const a = indices[at]!;
  const [nx, ny, nz] = faceNormal(positions, a, indices[at + 1]!, indices[at + 2]!);
  const dx = centre[0] - positions[3 * a]!;
  const dy = centre[1] - positions[3 * a + 1]!;
  const dz = centre[2] - positions[3 * a + 2]!;
  const length = Math.sqrt(nx * nx + ny * ny + nz * nz);
  const distance = Math.sqrt(dx * dx + dy * dy + dz * dz);
  return { cosine: (nx * dx + ny * dy + nz * dz) / (length * distance), area: length / 2 };
}

function placeSamples(
  view: View,
  p: Projection,
  a: number,
  b: number,
  c: number,
  samples: FaceSamples,
): void {
  for (let i = 0; i < SAMPLES.length; i++) {
    const [wa, wb, wc] = SAMPLES[i]!;
    const x = wa * p[a]! + wb * p[b]! + wc * p[c]!;
    const y = wa * p[a + 1]! + wb * p[b + 1]! + wc * p[c + 1]!;
    samples.pixels[i] = Math.floor(y) * view.width + Math.floor(x);
    samples.depths[i] = 1 / (wa / p[a + 2]! + wb / p[b + 2]! + wc / p[c + 2]!);
  }
}

function isVisible({ depths }: DepthBuffer, samples: FaceSamples, tolerance: number): boolean {
  for (let i = 0; i < SAMPLES.length; i++) {
    if (samples.depths[i]! * (1 - tolerance) > depths[samples.pixels[i]!]!) return false;
  }
  return true;
}

/** How far the photo's own depths say that it shows the face: the mean over its samples, up to 1. */
function agreement(view: View, { width, height, depths }: DepthMap, samples: FaceSamples): number {
  let sum = 0;
  for (let i = 0; i < SAMPLES.length; i++) {
    const pixel = samples.pixels[i]!;
    const column = Math.floor((((pixel % view.width) + 0.5) * width) / view.width);
    const row = Math.floor(((Math.floor(pixel / view.width) + 0.5) * height) / view.height);
    const ratio = depths[row * width + column]! / samples.depths[i]!;
    if (Math.abs(ratio - 1) <= AGREEMENT_TOLERANCE) sum += 1;
    else sum += ratio > 0 && ratio < 1 ? COVERED_FACTOR : UNCONFIRMED_FACTOR;
  }
  return sum / SAMPLES.length;
}

function projectedArea(p: Projection, a: number, b: number, c: number): number {
  return Math.abs((p[b]! - p[a]!) * (p[c + 1]! - p[a + 1]!) - (p[b + 1]! - p[a + 1]!) * (p[c]! - p[a]!)) / 2;
}

function pushMeanColour(colours: number[], { pixels }: Photo, samples: FaceSamples): void {
  for (let channel = 0; channel < 3; channel++) {
    let sum = 0;
    for (const pixel of samples.pixels) sum += pixels[3 * pixel + channel]!;
    colours.push(sum / samples.pixels.length);
  }
}
