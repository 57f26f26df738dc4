import { resizeView, type View } from '@tiepoint/scene';
import type { FaceSources } from './face-sources.ts';
import { type AtlasLayout, packTiles } from './pack-tiles.ts';
import { cutTiles, type Tile } from './tiles.ts';

/** The layout of the texture atlas. */
export interface AtlasPlan extends FaceSources {
  /** The views are scaled to the resolution of the atlas: this share of their own. */
  scale: number;
  tiles: Tile[];
  layout: AtlasLayout;
}

/** The share of a page's area that packing fills. */
const PACKING_SHARE = 0.85;

/** Cuts the needed parts of the photos and packs them onto pages; scales the photos down where they need too many. */
export function planAtlas(sources: FaceSources, pageSize: number, maxPages: number): AtlasPlan {
  const longest = sources.views.reduce((most, { width, height }) => Math.max(most, width, height), 0);
  let scale = Math.min(1, pageSize / longest);
  let scaled = cutAtScale(sources, scale);
  const room = maxPages * pageSize ** 2 * PACKING_SHARE;
  const area = scaled.tiles.reduce((sum, { width, height }) => sum + width * height, 0);
  if (area > room) {
    scale *= Math.sqrt(room / area);
    scaled = cutAtScale(sources, scale);
  }
  return { ...sources, ...scaled, scale, layout: packTiles(scaled.tiles, pageSize) };
}

function cutAtScale(sources: FaceSources, scale: number): { views: View[]; tiles: Tile[] } {
  const views = sources.views.map((view) => resizeView(view, scale));
  return { views, tiles: cutTiles(sources, views) };
}
