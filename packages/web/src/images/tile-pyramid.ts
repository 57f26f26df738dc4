import type { PictureFrame, Size } from './zoom-view.ts';

/** A Deep Zoom image: a photo in tiles, at every power of two of its size. */
export type TilePyramid = Size & {
  tileSize: number;
  overlap: number;
  /** The address of a tile. */
  tileUrl: (level: number, column: number, row: number) => string;
};

/** A tile and its place, in pixels of the window. */
export type PlacedTile = PictureFrame & { url: string };

/**
 * Parses the descriptor behind `link`; undefined when it is invalid. Format:
 * https://learn.microsoft.com/en-us/previous-versions/windows/silverlight/dotnet-windows-silverlight/cc645077(v=vs.95)
 */
export function readPyramid(descriptor: string, link: string): TilePyramid | undefined {
  const read = (name: string) => new RegExp(`\\b${name}="([^"]+)"`).exec(descriptor)?.[1];
  const [width, height, tileSize, overlap] = ['Width', 'Height', 'TileSize', 'Overlap'].map((name) =>
    Number(read(name)),
  );
  const format = read('Format');
  if (!width || !height || !tileSize || overlap === undefined || Number.isNaN(overlap) || !format)
    return undefined;
  const folder = new URL(link);
  folder.pathname = folder.pathname.replace(/\.dzi$/, '_files');
  const tileUrl = (level: number, column: number, row: number) => {
    const url = new URL(folder);
    url.pathname += `/${level}/${column}_${row}.${format}`;
    return url.href;
  };
  return { width, height, tileSize, overlap, tileUrl };
}

/**
 * The tiles that a window needs to show the whole picture in `frame`: of the level that has at least as many pixels
 * as the window, if there is one.
 */
export function visibleTiles(pyramid: TilePyramid, frame: PictureFrame, window: Size): PlacedTile[] {
  const { width, height, tileSize, overlap } = pyramid;
  const deepest = Math.ceil(Math.log2(Math.max(width, height)));
  const wanted = deepest + Math.ceil(Math.log2(frame.width / width));
  const level = Math.min(deepest, Math.max(0, wanted));
  // Pixels of the window for a pixel of the level.
  const scale = (frame.width / width) * 2 ** (deepest - level);
  const step = tileSize * scale;
  const columns = rangeOfTiles(step, { start: frame.left, window: window.width, picture: frame.width });
  const rows = rangeOfTiles(step, { start: frame.top, window: window.height, picture: frame.height });
  return rows.flatMap((row) =>
    columns.map((column) => {
      // Only the first tile of a row or column has no overlap before it.
      const left = column * tileSize - (column > 0 ? overlap : 0);
      const top = row * tileSize - (row > 0 ? overlap : 0);
      const right = Math.min((column + 1) * tileSize + overlap, Math.ceil(frame.width / scale));
      const bottom = Math.min((row + 1) * tileSize + overlap, Math.ceil(frame.height / scale));
      return {
        url: pyramid.tileUrl(level, column, row),
        left: frame.left + left * scale,
        top: frame.top + top * scale,
        width: (right - left) * scale,
        height: (bottom - top) * scale,
      };
    }),
  );
}

/** The tiles in one direction: a tile takes `step` pixels of a window in which the picture begins at `start`. */
function rangeOfTiles(
  step: number,
  { start, window, picture }: { start: number; window: number; picture: number },
): number[] {
  const first = Math.max(0, Math.floor(-start / step));
  // Avoids requesting a missing tile because of a rounding error.
  const end = Math.min(Math.ceil((window - start) / step), Math.ceil(picture / step - 1e-6));
  return Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
}
