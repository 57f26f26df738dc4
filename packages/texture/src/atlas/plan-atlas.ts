import { resizeView, type View } from '@tiepoint/scene';
import type { Mesh } from '../mesh/mesh.ts';
import type { Blends } from '../seams/plan-blends.ts';
import type { ReadBalanced } from '../views/balance-photo.ts';
import { type AtlasLayout, packTiles } from './pack-tiles.ts';
import { cutTiles, type Tile } from './tiles.ts';

/** A mesh and where the texture of each face comes from. */
export interface FaceSources {
  mesh: Mesh;
  /** What `faceAdjacency` gives for the mesh. */
  neighbours: Int32Array;
  /** The view of each face, or UNSEEN. */
  chosenViews: Int32Array;
  blends: Blends;
  views: View[];
  readPhoto: ReadBalanced;
}

/** What the pages of the atlas are drawn from. */
export interface AtlasPlan extends FaceSources {
  /** The views are at the size at which they go into the atlas: this share of their own. */
  scale: number;
  tiles: Tile[];
  layout: AtlasLayout;
}

/** The part of a page's area that packing fills. */
const PACKING_SHARE = 0.85;

/** Cuts the photos' parts that are needed and places them on pages; makes the photos smaller where they need too many. */
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
  return { views, tiles: cutTiles(sources.mesh, sources.chosenViews, sources.neighbours, views) };
}
