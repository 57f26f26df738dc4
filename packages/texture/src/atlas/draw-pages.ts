import { type Projection, projectPoints } from '@tiepoint/scene';
import { breathe, type LongOperation } from '../progress.ts';
import type { ColourCorrections } from '../seams/level-seams.ts';
import { type SeamEdge, sampleSeamEdges } from '../seams/seam-edges.ts';
import { addCorrections, addPhoto } from './draw-face.ts';
import { fillGaps } from './fill-gaps.ts';
import { claimPixels, emptyPage, type FaceCorners, type Page } from './page.ts';
import type { AtlasPlan } from './plan-atlas.ts';

/** Texture that is drawn around each patch, in pixels: the reach of bilinear filtering and JPEG's chroma. */
const REACH_PIXELS = 2;

/** The texture atlas while it is drawn. */
export interface Atlas {
  pages: Page[];
  /** For each corner of each face its x and y on its page, in pixels. */
  cornerPixels: Float32Array;
  /** The page of each face; -1 for faces that no photo shows. */
  pageOf: Int32Array;
}

/** Draws all faces on their pages, one photo in memory at a time, and samples the colours at the seams. */
export async function drawPages(
  plan: AtlasPlan,
  seams: SeamEdge[],
  operation: LongOperation,
): Promise<Atlas> {
  const atlas = layOut(plan);
  const { starts, entries, faces } = entriesByView(plan);
  for (const [number, view] of plan.views.entries()) {
    await breathe(operation);
    operation.onProgress?.(number / plan.views.length);
    if (starts[number] === starts[number + 1]) continue;
    const photo = await plan.readPhoto(view);
    const projection = projectPoints(view, plan.mesh.positions);
    sampleSeamEdges(seams, number, { photo, projection });
    for (let at = starts[number]!; at < starts[number + 1]!; at++) {
      const [entry, face] = [entries[at]!, faces[at]!];
      const weights = plan.blends.weights.subarray(3 * entry, 3 * entry + 3);
      const corners = cornersIn(projection, plan.mesh.indices, face);
      const page = atlas.pages[atlas.pageOf[face]!]!;
      addPhoto(
        { page, face, corners: cornersOnPage(atlas, face), reach: REACH_PIXELS },
        { photo, corners, weights },
      );
    }
  }
  return atlas;
}

/** Adds the colour corrections to the faces' texture, and fills unused pixels from their surroundings. */
export async function finishPages(
  { plan: { mesh, blends }, atlas }: { plan: AtlasPlan; atlas: Atlas },
  { rowOf, values }: ColourCorrections,
  operation: LongOperation,
): Promise<void> {
  const corrections = new Float64Array(9);
  for (let face = 0; face < atlas.pageOf.length; face++) {
    const page = atlas.pages[atlas.pageOf[face]!];
    if (!page) continue;
    corrections.fill(0);
    for (let entry = blends.starts[face]!; entry < blends.starts[face + 1]!; entry++) {
      for (let corner = 0; corner < 3; corner++) {
        const share = blends.weights[3 * entry + corner]!;
        if (share === 0) continue;
        const row = 3 * rowOf(blends.views[entry]!, mesh.indices[3 * face + corner]!);
        for (let c = 0; c < 3; c++) corrections[3 * corner + c]! += share * values[row + c]!;
      }
    }
    const corners = cornersOnPage(atlas, face);
    addCorrections({ page, face, corners, reach: REACH_PIXELS }, corrections);
  }
  for (const [number, page] of atlas.pages.entries()) {
    operation.onProgress?.(number / atlas.pages.length);
    await breathe(operation);
    fillGaps(page);
  }
}

/** Places all faces on empty pages and assigns the pixels to them. */
function layOut({ mesh, views, tiles, layout }: AtlasPlan): Atlas {
  const faceCount = mesh.indices.length / 3;
  const pages = layout.pages.map(emptyPage);
  const atlas = {
    pages,
    cornerPixels: new Float32Array(6 * faceCount),
    pageOf: new Int32Array(faceCount).fill(-1),
  };
  let projection: Projection = new Float32Array();
  tiles.forEach(({ view, faces, left, top }, i) => {
    if (view !== tiles[i - 1]?.view) projection = projectPoints(views[view]!, mesh.positions);
    const { page, x, y } = layout.placements[i]!;
    for (const face of faces) {
      atlas.pageOf[face] = page;
      const corners = cornersIn(projection, mesh.indices, face);
      for (let at = 0; at < 6; at++)
        atlas.cornerPixels[6 * face + at] = corners[at]! + (at % 2 === 0 ? x - left : y - top);
    }
  });
  // First the pixels inside of faces, then those around them: no face takes a pixel from inside another one.
  for (const reach of [0, REACH_PIXELS]) {
    atlas.pageOf.forEach((page, face) => {
      if (page < 0) return;
      claimPixels({ page: pages[page]!, face, corners: cornersOnPage(atlas, face), reach });
    });
  }
  return atlas;
}

function cornersIn(projection: Projection, indices: Uint32Array, face: number): FaceCorners {
  const [a, b, c] = [3 * indices[3 * face]!, 3 * indices[3 * face + 1]!, 3 * indices[3 * face + 2]!];
  return Float32Array.of(
    projection[a]!,
    projection[a + 1]!,
    projection[b]!,
    projection[b + 1]!,
    projection[c]!,
    projection[c + 1]!,
  );
}

function cornersOnPage({ cornerPixels }: Atlas, face: number): FaceCorners {
  return cornerPixels.subarray(6 * face, 6 * face + 6);
}

/** The entries of the blends and their faces, grouped by view: those of view `v` lie from `starts[v]` to `starts[v + 1]`. */
function entriesByView({ blends, views }: AtlasPlan): {
  starts: Uint32Array;
  entries: Uint32Array;
  faces: Uint32Array;
} {
  const starts = new Uint32Array(views.length + 1);
  for (const view of blends.views) starts[view + 1]!++;
  for (let view = 0; view < views.length; view++) starts[view + 1]! += starts[view]!;
  const next = starts.slice();
  const entries = new Uint32Array(blends.views.length);
  const faces = new Uint32Array(blends.views.length);
  for (let face = 0; face + 1 < blends.starts.length; face++) {
    for (let entry = blends.starts[face]!; entry < blends.starts[face + 1]!; entry++) {
      const at = next[blends.views[entry]!]!++;
      entries[at] = entry;
      faces[at] = face;
    }
  }
  return { starts, entries, faces };
}
