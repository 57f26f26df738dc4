import { emptySkyline, type Skyline, takePosition } from './skyline.ts';
import type { Tile } from './tiles.ts';

/** The position of a tile in the atlas. */
export interface Placement {
  page: number;
  x: number;
  y: number;
}

/** The pages of an atlas and the position of each tile on them. */
export interface AtlasLayout {
  pages: { width: number; height: number }[];
  /** In the order of the tiles. */
  placements: Placement[];
}

/** Width and height of pages are multiples of this, the block size of JPEG. */
const PAGE_STEP = 16;
/** Free pixels between tiles, on top of the tiles' own margins. */
const GAP_PIXELS = 2;
/** Area of the first page that is tried, relative to the sum of the tiles, and factor to the next one. */
const SLACK = 1.05;

/** Packs tiles onto as few pages as possible, of at most `pageSize`; a single page is as small as possible. Throws a RangeError where a tile does not fit. */
export function packTiles(tiles: Pick<Tile, 'width' | 'height'>[], pageSize: number): AtlasLayout {
  const area = tiles.reduce(
    (sum, { width, height }) => sum + (width + GAP_PIXELS) * (height + GAP_PIXELS),
    0,
  );
  const longest = tiles.reduce((most, { width, height }) => Math.max(most, width, height), 0);
  if (longest > pageSize)
    throw new RangeError(`a tile of ${longest} pixels does not fit onto a page of ${pageSize}`);
  for (let slack = SLACK; ; slack *= SLACK) {
    const side = roundUp(Math.max(longest, Math.sqrt(area * slack)));
    if (side >= pageSize) return pack(tiles, pageSize);
    const layout = pack(tiles, side);
    if (layout.pages.length === 1) return layout;
  }
}

function pack(tiles: Pick<Tile, 'width' | 'height'>[], side: number): AtlasLayout {
  const skylines: Skyline[] = [];
  const pages: AtlasLayout['pages'] = [];
  const placements: Placement[] = [];
  const highestFirst = tiles.map((tile, index) => ({ ...tile, index })).sort((a, b) => b.height - a.height);
  for (const { index, width, height } of highestFirst) {
    // The gap lies right of and below a tile; at the page's own edge it may fall outside.
    const gapWidth = Math.min(side, width + GAP_PIXELS);
    const gapHeight = Math.min(side, height + GAP_PIXELS);
    for (let page = 0; ; page++) {
      skylines[page] ??= emptySkyline(side, side);
      const place = takePosition(skylines[page]!, gapWidth, gapHeight);
      if (!place) continue;
      const used = pages[page] ?? { width: 0, height: 0 };
      pages[page] = {
        width: Math.max(used.width, roundUp(place.x + width)),
        height: Math.max(used.height, roundUp(place.y + height)),
      };
      placements[index] = { page, ...place };
      break;
    }
  }
  return { pages, placements };
}

function roundUp(pixels: number): number {
  return Math.ceil(pixels / PAGE_STEP) * PAGE_STEP;
}
