import { type AtlasPlan, drawPages, finishPages } from './atlas/draw-pages.ts';
import { packTiles } from './atlas/pack-tiles.ts';
import { cutTiles, type Tile } from './atlas/tiles.ts';
import { partsOfAtlas } from './glb/parts-of-atlas.ts';
import { type UpAxis, writeGlb } from './glb/write-glb.ts';
import { clipToPhotos } from './mesh/clip-to-photos.ts';
import { facesToKeep } from './mesh/drop-unseen.ts';
import { faceAdjacency } from './mesh/face-adjacency.ts';
import { keepFaces, type Mesh } from './mesh/mesh.ts';
import { breathe, type LongOperation, partOf } from './progress.ts';
import { findSeamEdges } from './seams/seam-edges.ts';
import { levelSeams } from './seams/level-seams.ts';
import { type Blends, planBlends } from './seams/plan-blends.ts';
import type { SparseModel } from './sparse-model/sparse-model.ts';
import { applyGains, balanceExposures, type Gain } from './views/balance-exposures.ts';
import { chooseViews, UNSEEN } from './views/choose-views.ts';
import { isMixable, viewCosts } from './views/view-costs.ts';
import { type FaceViews, groupByFace, type SeenFaces } from './views/face-views.ts';
import { measureFaces } from './views/measure-faces.ts';
import { pointsSeenBy } from './views/occluder-points.ts';
import { readPhoto } from './views/photo.ts';
import { resizeView, type View, viewsOf } from './views/view.ts';

/** What is textured, from what, and where to. */
export interface TextureMeshOptions extends LongOperation {
  mesh: Mesh;
  /** The model of the undistorted photos: all cameras are pinholes. */
  model: SparseModel;
  /** Holds the undistorted photos under their names in the model. */
  photosFolder: string;
  /** Where the GLB goes. */
  outputPath: string;
  /** The up axis of mesh and model. Default 'z'. */
  upAxis?: UpAxis;
  /** Pages of the atlas are at most this wide and high. Default 4096, which every GPU takes. */
  pageSize?: number;
  /** Where more pages would be needed, the photos go into the atlas smaller. Default 6. */
  maxPages?: number;
}

/** What came out. */
export interface TextureReport {
  faces: number;
  texturedFaces: number;
  /** Small holes that no photo saw, kept in grey. */
  untexturedFaces: number;
  /** Faces left out because no photo saw them, or as strays. */
  droppedFaces: number;
  photosUsed: number;
  /** The photos' size in the atlas as a share of their own. */
  scale: number;
  pages: { width: number; height: number }[];
  secondsByPart: Record<string, number>;
}

/** Photos are measured at this length of their longer side: enough for a face's mean colour and for what hides it. */
const MEASURE_PIXELS = 1000;
/** The mesh ends so far inside the photos' frames, as a share of their width; faces are used from 0.004. */
const FRAME_MARGIN_SHARE = 0.006;
/** The part of a page's area that packing fills. */
const PACKING_SHARE = 0.85;

/**
 * Textures a mesh from photos and writes it as a GLB: chooses a view for each face, copies connected faces of one
 * view from its photo into an atlas, and levels the colours at the seams. Faces that no photo saw are left out.
 * After Waechter, Moehrle, Goesele: "Let There Be Color! Large-Scale Texturing of 3D Reconstructions", 2014.
 */
export async function textureMesh(options: TextureMeshOptions): Promise<TextureReport> {
  const { model, outputPath, upAxis = 'z' } = options;
  const clock = startClock();
  const views = viewsOf(model);
  const clipped = clipToPhotos(options.mesh, views, FRAME_MARGIN_SHARE);
  const measured = await measureViews(views, clipped, options, partOf(options, 0, 0.4));
  clock.lap('measure');
  const gains = balanceExposures(measured, views.length);
  applyGains(measured, gains);
  const neighbours = faceAdjacency(clipped.indices, clipped.positions.length / 3);
  const candidates = viewCosts(measured);
  const { mesh, chosenViews, keptFaces } = keepSeen(clipped, chooseViews(candidates, neighbours), neighbours);
  const blends = planBlends(mesh, chosenViews, (face, view) => isMixable(candidates, keptFaces[face]!, view));
  clock.lap('choose');
  await breathe(options);
  const { plan, scale } = planAtlas({ mesh, chosenViews, blends, views, gains }, options);
  const seams = findSeamEdges(mesh.indices, faceAdjacency(mesh.indices, mesh.positions.length / 3), chosenViews);
  clock.lap('pack');
  const atlas = await drawPages(plan, seams, partOf(options, 0.5, 0.7));
  clock.lap('draw');
  const corrections = levelSeams(mesh.indices, chosenViews, seams);
  clock.lap('level');
  await finishPages(plan, atlas, corrections, partOf(options, 0.75, 0.9));
  clock.lap('finish');
  await writeGlb(outputPath, await partsOfAtlas(plan, atlas, chosenViews), upAxis);
  clock.lap('write');
  options.onProgress?.(1);
  const faces = chosenViews.length;
  const texturedFaces = chosenViews.reduce((sum, view) => sum + Number(view !== UNSEEN), 0);
  return {
    faces,
    texturedFaces,
    untexturedFaces: faces - texturedFaces,
    droppedFaces: clipped.indices.length / 3 - faces,
    photosUsed: new Set(chosenViews).size - Number(texturedFaces < faces),
    scale,
    pages: plan.layout.pages,
    secondsByPart: clock.laps,
  };
}

async function measureViews(views: View[], mesh: Mesh, { model, photosFolder }: TextureMeshOptions, operation: LongOperation): Promise<FaceViews> {
  const seenByView: SeenFaces[] = [];
  for (const [number, view] of views.entries()) {
    await breathe(operation);
    const small = resizeView(view, Math.min(1, MEASURE_PIXELS / Math.max(view.width, view.height)));
    seenByView.push(measureFaces(small, await readPhoto(photosFolder, small), mesh, pointsSeenBy(model, number)));
    operation.onProgress?.((number + 1) / views.length);
  }
  return groupByFace(seenByView, mesh.indices.length / 3);
}

/** Leaves out faces that no photo saw; `keptFaces` are the old numbers of those that remain. */
function keepSeen(mesh: Mesh, chosenViews: Int32Array, neighbours: Int32Array) {
  const kept = facesToKeep(mesh, (face) => chosenViews[face] !== UNSEEN, neighbours);
  const seen = keepFaces(mesh, (face) => kept[face] === 1);
  if (seen.indices.length === 0) throw new Error('no photo sees any part of the mesh');
  const keptFaces = Uint32Array.from(kept.keys()).filter((face) => kept[face] === 1);
  return { mesh: seen, chosenViews: chosenViews.filter((_, face) => kept[face] === 1), keptFaces };
}

interface TexturedFaces {
  mesh: Mesh;
  chosenViews: Int32Array;
  blends: Blends;
  views: View[];
  gains: Gain[];
}

function planAtlas(
  { mesh, chosenViews, blends, views, gains }: TexturedFaces,
  { photosFolder, pageSize = 4096, maxPages = 6 }: TextureMeshOptions,
): { plan: AtlasPlan; scale: number } {
  const neighbours = faceAdjacency(mesh.indices, mesh.positions.length / 3);
  const longest = views.reduce((most, { width, height }) => Math.max(most, width, height), 0);
  let scale = Math.min(1, pageSize / longest);
  let scaledViews = views.map((view) => resizeView(view, scale));
  let tiles = cutTiles(mesh, chosenViews, neighbours, scaledViews);
  const room = maxPages * pageSize ** 2 * PACKING_SHARE;
  if (areaOf(tiles) > room) {
    scale *= Math.sqrt(room / areaOf(tiles));
    scaledViews = views.map((view) => resizeView(view, scale));
    tiles = cutTiles(mesh, chosenViews, neighbours, scaledViews);
  }
  const layout = packTiles(tiles, pageSize);
  return { plan: { mesh, views: scaledViews, gains, photosFolder, tiles, layout, blends }, scale };
}

function areaOf(tiles: Tile[]): number {
  return tiles.reduce((sum, { width, height }) => sum + width * height, 0);
}

function startClock(): { laps: Record<string, number>; lap: (part: string) => void } {
  const laps: Record<string, number> = {};
  let since = performance.now();
  const lap = (part: string) => {
    const now = performance.now();
    laps[part] = Number(((now - since) / 1000).toFixed(2));
    since = now;
  };
  return { laps, lap };
}
