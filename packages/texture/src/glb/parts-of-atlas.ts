import sharp from 'sharp';
import type { AtlasPlan, Atlas } from '../atlas/draw-pages.ts';
import { vertexNormals } from '../mesh/mesh.ts';
import type { Part } from './write-glb.ts';

/** Good enough that blocks do not show close up; above, files grow fast. */
const JPEG_QUALITY = 88;

/** The parts of the model: one for each page of the atlas, and one for the faces that no photo saw. */
export async function partsOfAtlas(plan: AtlasPlan, atlas: Atlas, chosenViews: Int32Array): Promise<Part[]> {
  const normals = vertexNormals(plan.mesh);
  const parts: Part[] = [];
  for (const [number, page] of atlas.pages.entries()) {
    const { width, height, pixels } = page;
    const jpeg = await sharp(pixels, { raw: { width, height, channels: 3 } }).jpeg({ quality: JPEG_QUALITY }).toBuffer();
    const tiles = plan.tiles.filter((_, i) => plan.layout.placements[i]!.page === number);
    const corners = tiles.map(({ faces }) => faces.flatMap((face) => [3 * face, 3 * face + 1, 3 * face + 2]));
    const { part, sources } = gather(plan, normals, corners);
    const uvs = new Float32Array(2 * sources.length);
    sources.forEach((corner, vertex) => {
      uvs[2 * vertex] = atlas.cornerPixels[2 * corner]! / width;
      uvs[2 * vertex + 1] = atlas.cornerPixels[2 * corner + 1]! / height;
    });
    parts.push({ ...part, uvs, jpeg });
  }
  const unseen: number[] = [];
  chosenViews.forEach((view, face) => {
    if (view < 0) unseen.push(3 * face, 3 * face + 1, 3 * face + 2);
  });
  if (unseen.length > 0) parts.push(gather(plan, normals, [unseen]).part);
  return parts;
}

/** Puts groups of corners into one part; within a group corners at the same vertex become one. */
function gather({ mesh }: AtlasPlan, normals: Float32Array, groups: number[][]): { part: Part; sources: number[] } {
  const indices: number[] = [];
  const sources: number[] = [];
  for (const corners of groups) {
    const numbers = new Map<number, number>();
    for (const corner of corners) {
      const vertex = mesh.indices[corner]!;
      let number = numbers.get(vertex);
      if (number === undefined) {
        number = sources.push(corner) - 1;
        numbers.set(vertex, number);
      }
      indices.push(number);
    }
  }
  const take = (vectors: Float32Array) => {
    const taken = new Float32Array(3 * sources.length);
    sources.forEach((corner, i) => {
      const vertex = 3 * mesh.indices[corner]!;
      taken.set(vectors.subarray(vertex, vertex + 3), 3 * i);
    });
    return taken;
  };
  return { part: { positions: take(mesh.positions), normals: take(normals), indices: Uint32Array.from(indices) }, sources };
}
