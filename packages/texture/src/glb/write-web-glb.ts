import { rm, writeFile } from 'node:fs/promises';
import { type Document, type Extension, NodeIO, type vec3 } from '@gltf-transform/core';
import { EXTMeshoptCompression, KHRMaterialsUnlit, KHRMeshQuantization } from '@gltf-transform/extensions';
import { MeshoptEncoder } from 'meshoptimizer';
import { type MapProjection, type Part, projectPart, toYUp, type UpAxis } from '../surface/part.ts';
import { glbDocument, type StoredNode } from './glb-document.ts';

/** How a surface is packed for browsers. */
export interface WebGlbOptions {
  upAxis: UpAxis;
  mapProjection?: MapProjection;
  /**
   * Ground sampling distance of the photos, in the unit of the positions. Default: positions are as exact as 16 bits
   * across the whole surface allow.
   */
  pixelSize?: number;
}

/** Positions are rounded to a grid of at most this share of a pixel, so by less than a quarter of a pixel. */
const GRID_SHARE = 1 / 4;
/** The largest number of 16 bits. */
const MAX_WHOLE = 65_535;

/**
 * Encodes parts of a surface as a small GLB for browsers: positions and texture coordinates quantised, ordered for the
 * vertex cache and compressed by meshoptimizer. Textures stay as they are. Unlit parts have no normals. Throws where a
 * position is not finite.
 */
export async function encodeWebGlb(
  parts: readonly Part[],
  { upAxis, mapProjection, pixelSize }: WebGlbOptions,
): Promise<Uint8Array> {
  await MeshoptEncoder.ready;
  const projected = parts.map((part): Part => {
    const { normals, ...moved } = mapProjection ? projectPart(part, mapProjection) : part;
    const lit = part.plainColour && normals && { normals: toYUp(normals, upAxis) };
    return { ...moved, ...lit, positions: toYUp(moved.positions, upAxis) };
  });
  const step = pixelSize === undefined ? finestStep(projected) : webGridStep(pixelSize);
  const nodes = projected.map((part) => storePart(part, step));
  const document = glbDocument(nodes, mapProjection?.extras);
  if (nodes.some(({ scale }) => scale !== undefined)) {
    document.createExtension(KHRMeshQuantization).setRequired(true);
  }
  return compressDocument(document, [KHRMaterialsUnlit, KHRMeshQuantization]);
}

/** Compresses a document that uses only these extensions, without changing its numbers. */
export async function compressDocument(
  document: Document,
  extensions: readonly (typeof Extension)[],
): Promise<Uint8Array> {
  await MeshoptEncoder.ready;
  document
    .createExtension(EXTMeshoptCompression)
    .setRequired(true)
    .setEncoderOptions({ method: EXTMeshoptCompression.EncoderMethod.QUANTIZE });
  return new NodeIO()
    .registerExtensions([EXTMeshoptCompression, ...extensions])
    .registerDependencies({ 'meshopt.encoder': MeshoptEncoder })
    .writeBinary(document);
}

/**
 * Writes a packed GLB if the surface can be packed; otherwise removes the file and returns the reason. Rejects on errors
 * of the file system.
 */
export async function writeIfPackable(
  path: string,
  encode: () => Promise<Uint8Array>,
): Promise<string | undefined> {
  try {
    const packed = await encode();
    await writeFile(path, packed);
    return undefined;
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw error;
    await rm(path, { force: true });
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * The step of the grid to which packed positions are rounded, in their unit: a power of two, so that the grids of all
 * tiles of a model fit onto each other.
 */
export function webGridStep(pixelSize: number): number {
  return 2 ** Math.floor(Math.log2(pixelSize * GRID_SHARE));
}

/** Writes a packed GLB. */
export async function writeWebGlb(
  path: string,
  parts: readonly Part[],
  options: WebGlbOptions,
): Promise<void> {
  await writeFile(path, await encodeWebGlb(parts, options));
}

/** The finest grid step with which 16 bits cover all parts. */
function finestStep(parts: readonly Part[]): number {
  const lowest = [Infinity, Infinity, Infinity];
  const highest = [-Infinity, -Infinity, -Infinity];
  for (const { positions } of parts) {
    const range = rangeOf(positions);
    for (const axis of [0, 1, 2] as const) {
      lowest[axis] = Math.min(lowest[axis]!, range.lowest[axis]);
      highest[axis] = Math.max(highest[axis]!, range.highest[axis]);
    }
  }
  const extents = highest.map((value, axis) => value - lowest[axis]!);
  // Rounding may add a step to the greatest extent.
  return 2 ** Math.ceil(Math.log2(Math.max(...extents, Number.EPSILON) / (MAX_WHOLE - 1)));
}

/** Quantises a part. Where 16 bits do not cover it, its positions stay floats, on the same grid. */
function storePart(part: Part, step: number): StoredNode {
  const { indices, sources } = optimiseOrder(part.indices);
  const positions = pick(part.positions, 3, sources).map((value) => Math.round(value / step));
  const normals = part.normals && Float32Array.from(pick(part.normals, 3, sources));
  const uvs = part.uvs && pick(part.uvs, 2, sources);
  const colours = part.colours && pick(part.colours, 3, sources);
  const { jpeg, plainColour } = part;
  const stored = {
    indices: sources.length <= MAX_WHOLE ? Uint16Array.from(indices) : indices,
    normals,
    // Beyond 0 and 1 the texture repeats.
    uvs: uvs?.every((value) => value >= 0 && value <= 1) ? toWhole(uvs) : uvs && Float32Array.from(uvs),
    colours: colours && toWhole(colours),
    jpeg,
    plainColour,
  };
  const { lowest, extent } = rangeOf(positions);
  if (!Number.isFinite(extent)) throw new Error('a position is not finite');
  if (extent > MAX_WHOLE)
    return { parts: [{ ...stored, positions: Float32Array.from(positions, (value) => value * step) }] };
  const whole = Uint16Array.from(positions, (value, i) => value - lowest[i % 3]!);
  const offset: vec3 = [lowest[0] * step, lowest[1] * step, lowest[2] * step];
  return { parts: [{ ...stored, positions: whole }], scale: step, offset };
}

/** The faces in an order that compresses well, and for each used vertex its former number. */
function optimiseOrder(indices: Uint32Array): { indices: Uint32Array; sources: Uint32Array } {
  const sorted = Uint32Array.from(indices);
  const [places, count] = MeshoptEncoder.reorderMesh(sorted, true, true);
  const sources = new Uint32Array(count);
  places.forEach((place, vertex) => {
    if (place < count) sources[place] = vertex;
  });
  return { indices: sorted, sources };
}

function pick(vectors: Float32Array, width: number, sources: Uint32Array): Float64Array {
  const picked = new Float64Array(width * sources.length);
  sources.forEach((source, i) => {
    for (let at = 0; at < width; at++) picked[width * i + at] = vectors[width * source + at]!;
  });
  return picked;
}

function toWhole(values: Float64Array): Uint16Array {
  return Uint16Array.from(values, (value) => Math.round(Math.min(1, Math.max(0, value)) * MAX_WHOLE));
}

interface Range {
  lowest: [number, number, number];
  highest: [number, number, number];
  /** Along the longest axis. */
  extent: number;
}

function rangeOf(positions: Float32Array | Float64Array): Range {
  const lowest: Range['lowest'] = [Infinity, Infinity, Infinity];
  const highest: Range['highest'] = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < positions.length; i++) {
    lowest[i % 3] = Math.min(lowest[i % 3]!, positions[i]!);
    highest[i % 3] = Math.max(highest[i % 3]!, positions[i]!);
  }
  return { lowest, highest, extent: Math.max(0, ...highest.map((value, axis) => value - lowest[axis]!)) };
}
