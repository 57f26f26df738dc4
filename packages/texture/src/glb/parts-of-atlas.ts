import sharp from 'sharp';
import type { Atlas } from '../atlas/draw-pages.ts';
import type { AtlasPlan } from '../atlas/plan-atlas.ts';
import { vertexNormals } from '../mesh/mesh.ts';
import { shadeUnseen } from '../mesh/shade-unseen.ts';
import type { Part } from '../surface/part.ts';
import { UNSEEN } from '../views/select-views.ts';

/** Blocks are not visible close up; with a higher quality, files grow fast. */
const JPEG_QUALITY = 88;

/** The parts of the model: one for each page of the atlas, and one for the faces that no photo shows. */
export async function partsOfAtlas(plan: AtlasPlan, atlas: Atlas): Promise<Part[]> {
  const normals = vertexNormals(plan.mesh);
  const parts: Part[] = [];
  for (const [number, page] of atlas.pages.entries()) {
    const { width, height, pixels } = page;
    const jpeg = await sharp(pixels, { raw: { width, height, channels: 3 } })
      .jpeg({ quality: JPEG_QUALITY })
      .toBuffer();
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
  plan.selectedViews.forEach((view, face) => {
    if (view === UNSEEN) unseen.push(3 * face, 3 * face + 1, 3 * face + 2);
  });
  if (unseen.length > 0) {
    const { part, sources } = gather(plan, normals, [unseen]);
    const greys = shadeUnseen(
      plan.mesh,
      (face) => plan.selectedViews[face] !== UNSEEN,
      (corner) => brightnessAt(atlas, corner),
    );
    parts.push({
      ...part,
      colours: Float32Array.from(
        { length: 3 * sources.length },
        (_, i) => greys[plan.mesh.indices[sources[Math.floor(i / 3)]!]!]!,
      ),
    });
  }
  return parts;
}

/** Linear brightness of the texture, 0 to 1, at a corner of a textured face. */
function brightnessAt({ pages, pageOf, cornerPixels }: Atlas, corner: number): number {
  const page = pages[pageOf[Math.floor(corner / 3)]!];
  if (!page) throw new Error(`corner ${corner} has no texture`);
  const x = Math.min(page.width - 1, Math.max(0, Math.floor(cornerPixels[2 * corner]!)));
  const y = Math.min(page.height - 1, Math.max(0, Math.floor(cornerPixels[2 * corner + 1]!)));
  const [red, green, blue] = page.pixels.subarray(3 * (y * page.width + x)) as unknown as [
    number,
    number,
    number,
  ];
  return ((0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255) ** 2.2;
}

/** Joins groups of corners into one part; corners of a group at the same vertex become one vertex. */
function gather(
  { mesh }: AtlasPlan,
  normals: Float32Array,
  groups: number[][],
): { part: Part; sources: number[] } {
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
  return {
    part: { positions: take(mesh.positions), normals: take(normals), indices: Uint32Array.from(indices) },
    sources,
  };
}
