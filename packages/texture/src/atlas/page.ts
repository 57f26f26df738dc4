import type { Photo } from '../views/photo.ts';
import type { Placement } from './pack-tiles.ts';
import type { Tile } from './tiles.ts';

/** One picture of the atlas while it is made. */
export interface Page {
  width: number;
  height: number;
  /** Three bytes (red, green, blue) a pixel, row by row. */
  pixels: Uint8Array;
  /** 1 where a face's texture is, 0 where the page is still empty. */
  covered: Uint8Array;
}

/** An empty page. */
export function emptyPage({ width, height }: { width: number; height: number }): Page {
  return { width, height, pixels: new Uint8Array(3 * width * height), covered: new Uint8Array(width * height) };
}

/** Copies a tile's rectangle from its photo to its place on the page. */
export function copyTile(photo: Photo, tile: Tile, page: Page, { x, y }: Placement): void {
  for (let row = 0; row < tile.height; row++) {
    const from = 3 * ((tile.top + row) * photo.width + tile.left);
    page.pixels.set(photo.pixels.subarray(from, from + 3 * tile.width), 3 * ((y + row) * page.width + x));
  }
}
