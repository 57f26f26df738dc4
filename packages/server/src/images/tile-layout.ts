import { type Image, photoPrefix } from './image.ts';

/** Beside its overlap: with it on both sides a tile has 512 pixels. 100 megapixels make about 530 tiles. */
export const TILE_PIXELS = 510;
/** Tiles share their border, so that no seam shows where they are scaled. */
export const TILE_OVERLAP_PIXELS = 1;

/** Where the server keeps the Deep Zoom descriptor of a photo; it is written last, so that it says that all is there. */
export function descriptorKey(image: Pick<Image, 'projectId' | 'id'>): string {
  return `${tilesPrefix(image)}tiles.dzi`;
}

/** Where the server keeps a tile: level 0 is a pixel, the last one the whole photo. */
export function tileKey(image: Pick<Image, 'projectId' | 'id'>, level: string, name: string): string {
  return `${tilesPrefix(image)}${level}/${name}.jpg`;
}

/** Everything that is kept of a photo's tiles, below everything that is kept of the photo. */
export function tilesPrefix(image: Pick<Image, 'projectId' | 'id'>): string {
  return `${photoPrefix(image)}tiles/`;
}
