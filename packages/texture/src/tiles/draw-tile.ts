import { resizeView } from '@tiepoint/scene';
import { type Atlas, drawPages, finishPages } from '../atlas/draw-pages.ts';
import type { FaceSources } from '../atlas/face-sources.ts';
import { packTiles } from '../atlas/pack-tiles.ts';
import type { AtlasPlan } from '../atlas/plan-atlas.ts';
import { cutTiles } from '../atlas/tiles.ts';
import { partsOfAtlas } from '../glb/parts-of-atlas.ts';

import { faceArea } from '../mesh/mesh.ts';
import type { LongOperation } from '../progress.ts';
import type { Part } from '../surface/part.ts';
import type { TileSources } from './tile-sources.ts';

/** A drawn tile. */
export interface DrawnTile {
  parts: Part[];
  /** The scale of the photos on its page. */
  scale: number;
  /** The size of a pixel of its page on the surface, in the unit of the positions. */
  pixelSize: number;
}

/** Every graphics card supports it, and it loads quickly. */
export const TILE_PAGE_PIXELS = 2048;
/** Longest side of a piece of a photo: small pieces leave little of a page empty. */
const MAX_PIECE_PIXELS = TILE_PAGE_PIXELS / 2;
/** Photos are scaled down in steps, so that neighbouring tiles are drawn from the same ones. */
const SCALE_STEP = 2 ** -0.25;
/** At this scale pages would only contain margins: more than one page is used instead. */
const MIN_SCALE = 1 / 256;
/** The share of a page's area that packing fills. */
const PACKING_SHARE = 0.85;

/** Draws the texture of a tile on one page, from photos scaled by at most `maxScale`. */
export async function drawTile(
  { sources, corrections }: TileSources,
  maxScale: number,
  operation: LongOperation,
): Promise<DrawnTile> {
  const plan = planPage(sources, maxScale);
  const atlas = await drawPages(plan, [], operation);
  await finishPages({ plan, atlas }, corrections, operation);
  return { parts: await partsOfAtlas(plan, atlas), scale: plan.scale, pixelSize: pixelSizeOf(plan, atlas) };
}

function planPage(sources: FaceSources, maxScale: number): AtlasPlan {
  const room = PACKING_SHARE * TILE_PAGE_PIXELS ** 2;
  for (let scale = maxScale; ; scale *= SCALE_STEP) {
    const views = sources.views.map((view) => resizeView(view, scale));
    const tiles = cutTiles(sources, views, MAX_PIECE_PIXELS);
    // Faces that no photo shows have no texture.
    if (tiles.length === 0) return { ...sources, views, tiles, layout: { pages: [], placements: [] }, scale };
    const longest = tiles.reduce((most, { width, height }) => Math.max(most, width, height), 0);
    const area = tiles.reduce((sum, { width, height }) => sum + width * height, 0);
    const isSmallest = scale <= MIN_SCALE;
    if (longest > TILE_PAGE_PIXELS || (area > room && !isSmallest)) continue;
    const layout = packTiles(tiles, TILE_PAGE_PIXELS);
    if (layout.pages.length <= 1 || isSmallest) return { ...sources, views, tiles, layout, scale };
  }
}

function pixelSizeOf({ mesh }: AtlasPlan, { cornerPixels, pageOf }: Atlas): number {
  let area = 0;
  let pixels = 0;
  pageOf.forEach((page, face) => {
    if (page < 0) return;
    const [ax, ay, bx, by, cx, cy] = cornerPixels.subarray(6 * face, 6 * face + 6) as unknown as number[] & {
      length: 6;
    };
    pixels += Math.abs((bx! - ax!) * (cy! - ay!) - (cx! - ax!) * (by! - ay!)) / 2;
    area += faceArea(mesh, face);
  });
  return Math.sqrt(area / Math.max(1, pixels));
}
