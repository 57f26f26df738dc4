import { movePart, type UpAxis } from '../glb/write-glb.ts';
import { encodeWebGlb, type WebGlbOptions, webGridStep } from '../glb/write-web-glb.ts';
import { breathe, type LongOperation } from '../progress.ts';
import { ArchiveWriter } from './archive-writer.ts';
import { type Box, boxOfPlaces, joinBoxes, widenToGrid } from './box.ts';
import { type DrawnTile, drawTile, TILE_PAGE_PIXELS } from './draw-tile.ts';
import type { FaceSizes } from './face-sizes.ts';
import { cachePhotos } from './photo-cache.ts';
import type { TexturedModel } from './textured-model.ts';
import { coarseSources, fineSources } from './tile-sources.ts';
import { joinSimpler, surfaceOfFaces, type TileSurface } from './tile-surface.ts';
import { countTiles, planTiles, type TileCell, type TileLimits } from './tile-tree.ts';
import { type TileEntry, type TilesetPlace, tilesetJson } from './tileset-json.ts';
import { facesByVertex, meetsOthers, type VertexFaces } from './vertex-faces.ts';

/** What becomes a tileset, and how. */
export interface WriteTilesetOptions extends LongOperation, Pick<WebGlbOptions, 'upAxis' | 'placement'> {
  model: TexturedModel;
  /** Of the model's faces. */
  sizes: FaceSizes;
  /** Where the archive goes. */
  path: string;
  toEarth?: TilesetPlace['toEarth'];
  /** Default: what a browser loads and draws in no time. */
  limits?: TileLimits;
}

/** What came out. */
export interface TilesetReport {
  tiles: number;
  /** How often somebody who comes nearer gets something finer, and 1. */
  levels: number;
}

/** Half of a page: patches need margins, and do not fill the rest. */
const LIMITS: TileLimits = { faces: 80_000, pixels: 0.5 * TILE_PAGE_PIXELS ** 2 };
/**
 * Viewers take the finer tiles where the geometric error is wider than 16 pixels on the screen, if nobody tells them
 * otherwise: so they do where a pixel of the page is wider than one of the screen.
 */
const PIXELS_PER_ERROR = 16;

/** What all tiles of a run need. */
interface Run extends WriteTilesetOptions {
  vertexFaces: VertexFaces;
  archive: ArchiveWriter;
  /** Called when a tile is written. */
  onTile: () => void;
}

/** A tile that is written, and the surface that its parent goes on with. */
interface FinishedTile extends TileEntry {
  surface: TileSurface;
  scale: number;
  levels: number;
}

/**
 * Writes a model as 3D Tiles with levels of detail: the finest tiles hold the model's own faces and photos at full
 * size, coarser ones a simpler surface and smaller photos for four times the ground, up to one tile of everything.
 */
export async function writeTileset(options: WriteTilesetOptions): Promise<TilesetReport> {
  const { model, sizes, path, placement, toEarth, limits = LIMITS } = options;
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
  await archive.add('tileset.json', Buffer.from(tilesetJson(root, { toEarth, extras: placement?.extras })));
  await archive.finish();
  return { tiles, levels: root.levels };
}

/** The finest first: coarser ones are made of them. */
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
  const { surface, error } = await joinSimpler(mesh, surfaces, meetsOthers(mesh, vertexFaces, cell.faces));
  const maxScale = Math.max(...children.map(({ scale }) => scale)) / 2;
  const drawn = await drawTile(coarseSources(model, vertexFaces, surface), maxScale, { signal });
  const geometricError = Math.max(
    PIXELS_PER_ERROR * drawn.pixelSize,
    ...children.map((child) => child.geometricError + error),
  );
  return writeTile({ cell, drawn, surface, geometricError, children }, run);
}

/** A tile as it goes into the archive. */
interface UnwrittenTile {
  cell: TileCell;
  drawn: DrawnTile;
  surface: TileSurface;
  geometricError: number;
  children: FinishedTile[];
}

async function writeTile(tile: UnwrittenTile, run: Run): Promise<FinishedTile> {
  const { cell, drawn, surface, geometricError, children } = tile;
  const { upAxis, placement, archive } = run;
  const { pixelSize } = run.sizes;
  const uri = `tiles/${cell.name}.glb`;
  await archive.add(uri, await encodeWebGlb(drawn.parts, { upAxis, placement, pixelSize }));
  const placed = placement ? drawn.parts.map((part) => movePart(part, placement)) : drawn.parts;
  const box = joinBoxes([
    ...placed.map(({ positions }) =>
      widenToGrid(boxInTileset(boxOfPlaces(positions), upAxis), webGridStep(pixelSize)),
    ),
    ...children.map((child) => child.box),
  ]);
  run.onTile();
  const levels = 1 + Math.max(0, ...children.map((child) => child.levels));
  return { box, geometricError, uri, children, surface, scale: drawn.scale, levels };
}

/** The tileset has z up. */
function boxInTileset(box: Box, upAxis: UpAxis): Box {
  if (upAxis === 'z') return box;
  const [x = 0, y = 0, z = 0] = box.lowest;
  const [farX = 0, farY = 0, farZ = 0] = box.highest;
  return { lowest: [x, -farZ, y], highest: [farX, -z, farY] };
}
