import { breathe, type LongOperation } from '../progress.ts';
import { type SeamEdge, sampleSeamEdges } from '../seams/seam-edges.ts';
import type { ColorCorrections } from '../seams/level-seams.ts';
import type { Gain } from '../views/balance-exposures.ts';
import { type Photo, readPhoto } from '../views/photo.ts';
import { projectPoints, type View } from '../views/view.ts';
import { correctFace } from './correct-face.ts';
import { fillGaps } from './fill-gaps.ts';
import type { AtlasLayout } from './pack-tiles.ts';
import { copyTile, emptyPage, type Page } from './page.ts';
import type { Tile } from './tiles.ts';
import type { Mesh } from '../mesh/mesh.ts';

/** Photo that is kept around each face, in pixels: as far as bilinear filtering and JPEG's blocks reach. */
const REACH_PIXELS = 2;

/** What the pages of the atlas are drawn from. */
export interface AtlasPlan {
  mesh: Mesh;
  /** At the size at which they go into the atlas. */
  views: View[];
  gains: Gain[];
  photosFolder: string;
  tiles: Tile[];
  layout: AtlasLayout;
}

/** The atlas before its colours are levelled. */
export interface DrawnAtlas {
  pages: Page[];
  /** For each corner of each face its x and y on its page, in pixels. */
  cornerPixels: Float32Array;
}

/** Copies all tiles to their pages, one photo in memory at a time, and takes the colours at the seams on the way. */
export async function drawPages(plan: AtlasPlan, seams: SeamEdge[], operation: LongOperation): Promise<DrawnAtlas> {
  const { mesh, views, tiles, layout } = plan;
  const pages = layout.pages.map(emptyPage);
  const cornerPixels = new Float32Array(2 * mesh.indices.length);
  for (const [number, view] of views.entries()) {
    await breathe(operation);
    operation.onProgress?.(number / views.length);
    if (!tiles.some((tile) => tile.view === number)) continue;
    const photo = await readPhoto(plan.photosFolder, view);
    applyGain(photo, plan.gains[number]!);
    const projection = projectPoints(view, mesh.positions);
    sampleSeamEdges(seams, number, photo, projection);
    tiles.forEach((tile, i) => {
      if (tile.view !== number) return;
      const placement = layout.placements[i]!;
      copyTile(photo, tile, pages[placement.page]!, placement);
      for (const face of tile.faces) {
        for (let corner = 3 * face; corner < 3 * face + 3; corner++) {
          const vertex = 3 * mesh.indices[corner]!;
          cornerPixels[2 * corner] = projection[vertex]! - tile.left + placement.x;
          cornerPixels[2 * corner + 1] = projection[vertex + 1]! - tile.top + placement.y;
        }
      }
    });
  }
  return { pages, cornerPixels };
}

/** Adds the levelling corrections to the faces' texture, and fills what no face uses from its surroundings. */
export async function finishPages(
  { tiles, layout }: AtlasPlan,
  { pages, cornerPixels }: DrawnAtlas,
  { rowOfCorner, values }: ColorCorrections,
  operation: LongOperation,
): Promise<void> {
  const corners = new Float64Array(6);
  const corrections = new Float64Array(9);
  for (const reach of [0, REACH_PIXELS]) {
    await breathe(operation);
    tiles.forEach(({ faces }, i) => {
      for (const face of faces) {
        corners.set(cornerPixels.subarray(6 * face, 6 * face + 6));
        for (let corner = 0; corner < 3; corner++) {
          const row = 3 * rowOfCorner[3 * face + corner]!;
          corrections.set(values.subarray(row, row + 3), 3 * corner);
        }
        correctFace(pages[layout.placements[i]!.page]!, { corners, corrections }, reach);
      }
    });
  }
  for (const [number, page] of pages.entries()) {
    operation.onProgress?.(number / pages.length);
    await breathe(operation);
    fillGaps(page);
  }
}

function applyGain({ pixels }: Photo, gain: Gain): void {
  const tables = gain.map((factor) => Uint8ClampedArray.from({ length: 256 }, (_, value) => value * factor));
  const [reds, greens, blues] = tables as [Uint8ClampedArray, Uint8ClampedArray, Uint8ClampedArray];
  for (let at = 0; at < pixels.length; at += 3) {
    pixels[at] = reds[pixels[at]!]!;
    pixels[at + 1] = greens[pixels[at + 1]!]!;
    pixels[at + 2] = blues[pixels[at + 2]!]!;
  }
}
