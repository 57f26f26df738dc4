import { join } from 'node:path';
import { resizeView, type SparseModel, type View, viewsOf } from '@tiepoint/scene';
import { mapFileName, readDepthMap } from '@tiepoint/scene/files';
import { drawPages, finishPages } from './atlas/draw-pages.ts';
import { type FaceSources, planAtlas } from './atlas/plan-atlas.ts';
import { partsOfAtlas } from './glb/parts-of-atlas.ts';
import { type Placement, type UpAxis, writeGlb } from './glb/write-glb.ts';
import { writeWebGlb } from './glb/write-web-glb.ts';
import { clipToPhotos } from './mesh/clip-to-photos.ts';
import { facesToKeep } from './mesh/drop-unseen.ts';
import { faceAdjacency } from './mesh/face-adjacency.ts';
import { keepFaces, type Mesh } from './mesh/mesh.ts';
import { simplifyMesh } from './mesh/simplify-mesh.ts';
import { breathe, type LongOperation, partOf } from './progress.ts';
import { type ColourCorrections, levelSeams } from './seams/level-seams.ts';
import { planBlends } from './seams/plan-blends.ts';
import { findSeamEdges } from './seams/seam-edges.ts';
import { type FaceSizes, measureFaceSizes } from './tiles/face-sizes.ts';
import { isLarge, type LargeModel } from './tiles/is-large.ts';
import { type TilesetReport, type WriteTilesetOptions, writeTileset } from './tiles/write-tileset.ts';
import { balanceExposures, type Gain } from './views/balance-exposures.ts';
import { readBalancedFrom } from './views/balance-photo.ts';
import { chooseViews, UNSEEN } from './views/choose-views.ts';
import { type FaceViews, groupByFace, type SeenFaces } from './views/face-views.ts';
import { measureFaces } from './views/measure-faces.ts';
import { pointsSeenBy } from './views/occluder-points.ts';
import { readPhoto } from './views/photo.ts';
import { type Candidates, isMixable, viewCosts } from './views/view-costs.ts';

/** What is textured, from what, and where to. */
export interface TextureMeshOptions extends LongOperation {
  mesh: Mesh;
  /** The model of the undistorted photos: all cameras are pinholes. */
  model: SparseModel;
  /** Holds the undistorted photos under their names in the model. */
  photosFolder: string;
  /**
   * Holds COLMAP's depth maps of the photos, `<name>.geometric.bin`: a photo whose own depths agree with a face is then
   * preferred for it. Photos without one are used all the same.
   */
  depthMapsFolder?: string;
  /** Where the GLB goes. */
  outputPath: string;
  /** Where the same model goes packed for browsers. */
  webOutputPath?: string;
  /** A model that is large, by default too large for phones, becomes a tileset too. */
  tileset?: Pick<WriteTilesetOptions, 'path' | 'toEarth' | 'limits'> & { from?: Partial<LargeModel> };
  /** A mesh with more faces is simplified, so that about so many come out. */
  targetFaces?: number;
  /** The up axis of mesh and model. Default 'z'. */
  upAxis?: UpAxis;
  /** Where the textured surface is to lie, when not where the photos saw it. */
  placement?: Placement;
  /** Pages of the atlas are at most this wide and high. Default 4096, which every GPU takes. */
  pageSize?: number;
  /** Where more pages would be needed, the photos go into the atlas smaller. Default 4. */
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
  /** Left out where the model is not large, or no tileset was asked for. */
  tileset?: TilesetReport;
  secondsByPart: Record<string, number>;
}

/** Photos are measured at this length of their longer side: enough for a face's mean colour and for what hides it. */
const MEASURE_PIXELS = 1000;
/** The mesh ends so far inside the photos' frames, as a share of their width; faces are used from 0.004. */
const FRAME_MARGIN_SHARE = 0.006;
/** With fewer faces than this share of those that were asked for, a simplified mesh is made again. */
const MIN_TARGET_SHARE = 0.95;

/**
 * Textures a mesh from photos and writes it as a GLB: chooses a view for each face, copies connected faces of one
 * view from its photo into an atlas, and levels the colours at the seams. Faces that no photo saw are left out.
 * After Waechter, Moehrle, Goesele: "Let There Be Colour! Large-Scale Texturing of 3D Reconstructions", 2014.
 */
export async function textureMesh(options: TextureMeshOptions): Promise<TextureReport> {
  const { model, upAxis = 'z', placement, tileset } = options;
  const clock = startClock();
  const views = viewsOf(model);
  const clipped = clipToPhotos(options.mesh, views, FRAME_MARGIN_SHARE);
  const sources = await chooseSimplified(clipped, views, options, clock.lap);
  await breathe(options);
  options.onProgress?.(0.5);
  const sizes = measureFaceSizes(sources);
  const tilesetOptions = tileset && isLarge(sizes, tileset.from) ? tileset : undefined;
  const drawing = partOf(options, 0.5, tilesetOptions ? 0.7 : 1);
  const { corrections, ...atlas } = await writeModel(sources, sizes, { ...options, ...drawing }, clock.lap);
  const tiles =
    tilesetOptions &&
    (await writeTileset({
      ...tilesetOptions,
      ...partOf(options, 0.7, 1),
      model: { sources, corrections },
      sizes,
      upAxis,
      placement,
    }));
  clock.lap('tiles');
  options.onProgress?.(1);
  const { chosenViews } = sources;
  const faces = chosenViews.length;
  const texturedFaces = chosenViews.filter((view) => view !== UNSEEN).length;
  return {
    faces,
    texturedFaces,
    untexturedFaces: faces - texturedFaces,
    droppedFaces: clipped.indices.length / 3 - faces,
    photosUsed: new Set(chosenViews.filter((view) => view !== UNSEEN)).size,
    ...atlas,
    ...(tiles && { tileset: tiles }),
    secondsByPart: clock.laps,
  };
}

/** Faces that no photo saw are left out, and would be missing in the number: then more are kept, once. */
async function chooseSimplified(
  clipped: Mesh,
  views: View[],
  options: TextureMeshOptions,
  lap: (part: string) => void,
): Promise<FaceSources> {
  const { targetFaces = Infinity, photosFolder } = options;
  const attempt = async (faces: number, operation: LongOperation) => {
    const mesh = await simplifyMesh(clipped, faces);
    const neighbours = faceAdjacency(mesh);
    const { candidates, gains } = await findCandidates(
      mesh,
      neighbours,
      views,
      options,
      partOf(operation, 0, 0.5),
    );
    lap('measure');
    const surface = await chooseSources(mesh, neighbours, candidates, partOf(operation, 0.5, 1));
    lap('choose');
    const sources = { ...surface, views, readPhoto: readBalancedFrom(photosFolder, views, gains) };
    return { faces: mesh.indices.length / 3, kept: surface.mesh.indices.length / 3, sources };
  };
  const first = await attempt(targetFaces, partOf(options, 0, 0.25));
  const isShort = first.kept < MIN_TARGET_SHARE * targetFaces && first.faces < clipped.indices.length / 3;
  if (!isShort) return first.sources;
  const faces = Math.round((targetFaces * first.faces) / first.kept);
  return (await attempt(faces, partOf(options, 0.25, 0.5))).sources;
}

/** What the photos show of each face takes more memory than all else; only which may be chosen is needed later. */
async function findCandidates(
  mesh: Mesh,
  neighbours: Int32Array,
  views: View[],
  options: TextureMeshOptions,
  operation: LongOperation,
): Promise<{ candidates: Candidates; gains: Gain[] }> {
  const measured = await measureViews(views, mesh, options, operation);
  const gains = balanceExposures(measured, views.length);
  return { candidates: viewCosts(measured, neighbours, gains), gains };
}

async function measureViews(
  views: View[],
  mesh: Mesh,
  { model, photosFolder, depthMapsFolder }: TextureMeshOptions,
  operation: LongOperation,
): Promise<FaceViews> {
  const seenByView: SeenFaces[] = [];
  for (const [number, view] of views.entries()) {
    await breathe(operation);
    const small = resizeView(view, Math.min(1, MEASURE_PIXELS / Math.max(view.width, view.height)));
    const photo = await readPhoto(photosFolder, small);
    const mapPath = depthMapsFolder && join(depthMapsFolder, mapFileName(view.name));
    const depths = mapPath ? await readDepthMap(mapPath) : undefined;
    seenByView.push(measureFaces(small, photo, mesh, pointsSeenBy(model, number), depths));
    operation.onProgress?.((number + 1) / views.length);
  }
  return groupByFace(seenByView, mesh.indices.length / 3);
}

/** Decides for each face from which photos its texture comes, and leaves out faces that no photo saw. */
async function chooseSources(
  mesh: Mesh,
  neighbours: Int32Array,
  candidates: Candidates,
  operation: LongOperation,
): Promise<Pick<FaceSources, 'mesh' | 'neighbours' | 'chosenViews' | 'blends'>> {
  const allChosen = await chooseViews(candidates, neighbours, operation);
  const isKept = facesToKeep(mesh, (face) => allChosen[face] !== UNSEEN, neighbours);
  const seen = keepFaces(mesh, (face) => isKept[face] === 1);
  if (seen.indices.length === 0) throw new Error('no photo sees any part of the mesh');
  const chosenViews = allChosen.filter((_, face) => isKept[face] === 1);
  // The candidates still go by the faces' numbers before some were left out.
  const oldNumbers = allChosen.map((_, face) => face).filter((face) => isKept[face] === 1);
  const blends = planBlends(seen, chosenViews, (face, view) =>
    isMixable(candidates, oldNumbers[face]!, view),
  );
  return { mesh: seen, neighbours: faceAdjacency(seen), chosenViews, blends };
}

/** The pages of the atlas take more memory than all else; only how the seams were levelled is needed later. */
async function writeModel(
  sources: FaceSources,
  { pixelSize }: FaceSizes,
  options: TextureMeshOptions,
  lap: (part: string) => void,
): Promise<Pick<TextureReport, 'scale' | 'pages'> & { corrections: ColourCorrections }> {
  const { upAxis = 'z', placement, pageSize = 4096, maxPages = 4 } = options;
  const plan = planAtlas(sources, pageSize, maxPages);
  const { mesh, neighbours, chosenViews } = plan;
  const seams = findSeamEdges(mesh.indices, neighbours, chosenViews);
  lap('pack');
  const atlas = await drawPages(plan, seams, partOf(options, 0, 0.5));
  lap('draw');
  const corrections = levelSeams(mesh.indices, neighbours, chosenViews, seams);
  lap('level');
  await finishPages(plan, atlas, corrections, partOf(options, 0.6, 0.9));
  lap('finish');
  const parts = await partsOfAtlas(plan, atlas);
  await writeGlb(options.outputPath, parts, upAxis, placement);
  if (options.webOutputPath)
    await writeWebGlb(options.webOutputPath, parts, { upAxis, placement, pixelSize });
  lap('write');
  return { corrections, scale: plan.scale, pages: plan.layout.pages };
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
