import { writeFile } from 'node:fs/promises';
import { NodeIO, type vec3 } from '@gltf-transform/core';
import { EXTMeshoptCompression, KHRMaterialsUnlit, KHRMeshQuantization } from '@gltf-transform/extensions';
import { MeshoptEncoder } from 'meshoptimizer';
import { glbDocument, type StoredNode } from './glb-document.ts';
import { movePart, type Part, type Placement, toYUp, type UpAxis } from './write-glb.ts';

/** How a surface is packed for the page. */
export interface WebGlbOptions {
  upAxis: UpAxis;
  placement?: Placement;
  /** How much ground a pixel of the photos shows, in the units of the positions. */
  pixelSize: number;
}

/** Positions lie on a grid of at most this share of a pixel: rounding then moves them by less than a quarter of one. */
const GRID_SHARE = 1 / 4;
/** What 16 bits hold. */
const MAX_WHOLE = 65_535;

/**
 * Packs parts of a surface as a GLB that is small on its way to a browser: positions and texture coordinates rounded
 * to whole numbers, sorted for the graphics card and compressed by meshoptimizer. Pictures stay as they are. There
 * are no normals, because what is unlit needs none.
 */
export async function encodeWebGlb(
  parts: readonly Part[],
  { upAxis, placement, pixelSize }: WebGlbOptions,
): Promise<Uint8Array> {
  await MeshoptEncoder.ready;
  const step = webGridStep(pixelSize);
  const nodes = parts.map((part) => {
    const placed = placement ? movePart(part, placement) : part;
    return storePart({ ...placed, positions: toYUp(placed.positions, upAxis) }, step);
  });
  const document = glbDocument(nodes, placement?.extras);
  document
    .createExtension(EXTMeshoptCompression)
    .setRequired(true)
    .setEncoderOptions({ method: EXTMeshoptCompression.EncoderMethod.QUANTIZE });
  if (nodes.some(({ scale }) => scale !== undefined)) {
    document.createExtension(KHRMeshQuantization).setRequired(true);
  }
  return new NodeIO()
    .registerExtensions([EXTMeshoptCompression, KHRMaterialsUnlit, KHRMeshQuantization])
    .registerDependencies({ 'meshopt.encoder': MeshoptEncoder })
    .writeBinary(document);
}

/**
 * The grid on which packed positions lie, in their units: a power of two, so that all grids of a model fit onto each
 * other and numbers on them are short.
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

/** Where 16 bits do not reach across the part, its positions stay floats, on the same grid. */
function storePart(part: Part, step: number): StoredNode {
  const { indices, sources } = sortForCard(part.indices);
  const positions = pick(part.positions, 3, sources).map((value) => Math.round(value / step));
  const uvs = part.uvs && pick(part.uvs, 2, sources);
  const colors = part.colors && pick(part.colors, 3, sources);
  const { jpeg, plainColor } = part;
  const stored = {
    indices: sources.length <= MAX_WHOLE ? Uint16Array.from(indices) : indices,
    uvs: uvs && toWhole(uvs),
    colors: colors && toWhole(colors),
    jpeg,
    plainColor,
  };
  const { lowest, extent } = rangeOf(positions);
  if (extent > MAX_WHOLE)
    return { parts: [{ ...stored, positions: Float32Array.from(positions, (value) => value * step) }] };
  const whole = Uint16Array.from(positions, (value, i) => value - lowest[i % 3]!);
  const offset: vec3 = [lowest[0] * step, lowest[1] * step, lowest[2] * step];
  return { parts: [{ ...stored, positions: whole }], scale: step, offset };
}

/** The faces in an order that packs well, and for each vertex that they need the old one. */
function sortForCard(indices: Uint32Array): { indices: Uint32Array; sources: Uint32Array } {
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

function rangeOf(positions: Float64Array): { lowest: [number, number, number]; extent: number } {
  const lowest: [number, number, number] = [Infinity, Infinity, Infinity];
  const highest = [-Infinity, -Infinity, -Infinity];
  positions.forEach((value, i) => {
    lowest[i % 3] = Math.min(lowest[i % 3]!, value);
    highest[i % 3] = Math.max(highest[i % 3]!, value);
  });
  return { lowest, extent: Math.max(0, ...highest.map((value, axis) => value - lowest[axis]!)) };
}
