import { encodeWebGlb, type WebGlbOptions, webGridStep } from '../glb/write-web-glb.ts';
import { breathe, type LongOperation } from '../progress.ts';
import { projectPart, type UpAxis } from '../surface/part.ts';
import { ArchiveWriter } from './archive-writer.ts';
import { type Box, boxOfPositions, joinBoxes, widenToGrid } from './box.ts';
import { type DrawnTile, drawTile, TILE_PAGE_PIXELS } from './draw-tile.ts';
import type { FaceSizes } from './face-sizes.ts';
import { cachePhotos } from './photo-cache.ts';
import type { TexturedModel } from './textured-model.ts';
import { coarseSources, fineSources } from './tile-sources.ts';
import { joinSimplified, surfaceOfFaces, type TileSurface } from './tile-surface.ts';
import { countTiles, planTiles, type TileCell, type TileLimits } from './tile-tree.ts';
import { type TileEntry, type TilesetGeoreference, tilesetJson } from './tileset-json.ts';
import { facesByVertex, isOnBorder, type VertexFaces } from './vertex-faces.ts';

/** Options of `writeTileset`. */
export interface WriteTilesetOptions extends LongOperation, Pick<WebGlbOptions, 'upAxis' | 'mapProjection'> {
  model: TexturedModel;
  /** The sizes of the model's faces. */
  sizes: FaceSizes;
  /** The path of the archive (3tz). */
  path: string;
  ecefFromModel?: TilesetGeoreference['ecefFromModel'];
  /** Default: what a browser loads and draws quickly. */
  limits?: TileLimits;
}

/** The result of `writeTileset`. */
export interface TilesetReport {
  tiles: number;
  /** Levels of detail. */
  levels: number;
}

/** Half of a page: patches need margins and leave gaps. */
const LIMITS: TileLimits = { faces: 80_000, pixels: 0.5 * TILE_PAGE_PIXELS ** 2 };
/**
 * By default, viewers load finer tiles where the geometric error exceeds 16 pixels on the screen: with this factor, where
 * a pixel of the page is larger than one of the screen.
 */
const PIXELS_PER_ERROR = 16;

/** What all tiles of a tileset share. */
interface Run extends WriteTilesetOptions {
  vertexFaces: VertexFaces;
  archive: ArchiveWriter;
  /** Called after each written tile. */
  onTile: () => void;
}

/** A written tile, with the surface that its parent simplifies. */
interface FinishedTile extends TileEntry {
  surface: TileSurface;
  scale: number;
  levels: number;
}

/**
 * Writes a model as 3D Tiles 1.1 with levels of detail in an archive (3tz): the finest tiles have the model's own faces and
 * photos at full size, each coarser level a simplified surface and smaller photos for four tiles, up to one root tile.
 */
export async function writeTileset(options: WriteTilesetOptions): Promise<TilesetReport> {
  const { model, sizes, path, mapProjection, ecefFromModel, limits = LIMITS } = options;
  const sources = { ...model.sources, readPhoto: cachePhotos(model.sources.readPhoto) };
  const tree = planTiles(sources.mesh, sizes, limits);
  const tiles = countTiles(tree);
  let finished = 0;
  await using archive = await ArchiveWriter.create(path);
  const root = await finishTile(tree, {
    ...options,
    model: { ...model, sources },
    vertexFaces: facesByVertex(sources.mesh),
    archive,
    onTile: () => options.onProgress?.(++finished / tiles),
  });
  const json = tilesetJson(root, { ecefFromModel, extras: mapProjection?.extras });
  await archive.add('tileset.json', Buffer.from(json));
  await archive.finish();
  return { tiles, levels: root.levels };
}

/** Finishes the finest tiles first: coarser ones are made from them. */
async function finishTile(cell: TileCell, run: Run): Promise<FinishedTile> {
  const children: FinishedTile[] = [];
  for (const child of cell.children) children.push(await finishTile(child, run));
  await breathe(run);
  const { model, vertexFaces, signal } = run;
  const { mesh } = model.sources;
  if (children.length === 0) {
    const drawn = await drawTile(fineSources(model, cell.faces), 1, { signal });
    const surface = surfaceOfFaces(mesh, cell.faces);
    return writeTile({ cell, drawn, surface, geometricError: 0, children }, run);
  }
  const surfaces = children.map(({ surface }) => surface);
  const { surface, error } = await joinSimplified(mesh, surfaces, isOnBorder(mesh, vertexFaces, cell.faces));
  const maxScale = Math.max(...children.map(({ scale }) => scale)) / 2;
  const drawn = await drawTile(coarseSources(model, vertexFaces, surface), maxScale, { signal });
  const geometricError = Math.max(
    PIXELS_PER_ERROR * drawn.pixelSize,
    ...children.map((child) => child.geometricError + error),
  );
  return writeTile({ cell, drawn, surface, geometricError, children }, run);
}

/** A tile to be written. */
interface UnwrittenTile {
  cell: TileCell;
  drawn: DrawnTile;
  surface: TileSurface;
  geometricError: number;
  children: FinishedTile[];
}

async function writeTile(tile: UnwrittenTile, run: Run): Promise<FinishedTile> {
  const { cell, drawn, surface, geometricError, children } = tile;
  const { upAxis, mapProjection, archive } = run;
  const { pixelSize } = run.sizes;
  const uri = `tiles/${cell.name}.glb`;
  await archive.add(uri, await encodeWebGlb(drawn.parts, { upAxis, mapProjection, pixelSize }));
  const parts = mapProjection ? drawn.parts.map((part) => projectPart(part, mapProjection)) : drawn.parts;
  const box = joinBoxes([
    ...parts.map(({ positions }) =>
      widenToGrid(boxInTileset(boxOfPositions(positions), upAxis), webGridStep(pixelSize)),
    ),
    ...children.map((child) => child.box),
  ]);
  run.onTile();
  const levels = 1 + Math.max(0, ...children.map((child) => child.levels));
  return { box, geometricError, uri, children, surface, scale: drawn.scale, levels };
}

/** In the axes of the tileset, z up. */
function boxInTileset(box: Box, upAxis: UpAxis): Box {
  if (upAxis === 'z') return box;
  const [x = 0, y = 0, z = 0] = box.lowest;
  const [farX = 0, farY = 0, farZ = 0] = box.highest;
  return { lowest: [x, -farZ, y], highest: [farX, -z, farY] };
}
