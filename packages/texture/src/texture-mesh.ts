import { join } from 'node:path';
import { resizeView, type SparseModel, type View, viewsOf } from '@tiepoint/scene';
import { mapFileName, readDepthMap } from '@tiepoint/scene/files';
import { drawPages, finishPages } from './atlas/draw-pages.ts';
import type { FaceSources } from './atlas/face-sources.ts';
import { planAtlas } from './atlas/plan-atlas.ts';
import { partsOfAtlas } from './glb/parts-of-atlas.ts';
import { writeGlb } from './glb/write-glb.ts';
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
import type { MapProjection, UpAxis } from './surface/part.ts';
import { type FaceSizes, measureFaceSizes } from './tiles/face-sizes.ts';
import { isLarge, type LargeModel } from './tiles/is-large.ts';
import { type TilesetReport, type WriteTilesetOptions, writeTileset } from './tiles/write-tileset.ts';
import { balanceExposures, type Gain } from './views/balance-exposures.ts';
import { readBalancedFrom } from './views/balance-photo.ts';
import { type FaceViews, groupByFace, type SeenFaces } from './views/face-views.ts';
import { measureFaces } from './views/measure-faces.ts';
import { observedPoints } from './views/occluder-points.ts';
import { readPhoto } from './views/photo.ts';
import { selectViews, UNSEEN } from './views/select-views.ts';
import { type Candidates, isBlendable, viewCosts } from './views/view-costs.ts';

/** Options of `textureMesh`. */
export interface TextureMeshOptions extends LongOperation {
  mesh: Mesh;
  /** The sparse model of the undistorted photos: all cameras are pinholes. */
  model: SparseModel;
  /** Holds the undistorted photos under their names in the model. */
  photosFolder: string;
  /**
   * Holds COLMAP's depth maps of the photos, `<name>.geometric.bin`: a photo whose depths are consistent with a face is
   * then preferred for it. Photos without a depth map are used all the same.
   */
  depthMapsFolder?: string;
  /** The path of the GLB. */
  outputPath: string;
  /** The path of the same model packed for browsers. */
  webOutputPath?: string;
  /** A large model, by default one that is too large for phones, is also written as a tileset. */
  tileset?: Pick<WriteTilesetOptions, 'path' | 'ecefFromModel' | 'limits'> & { from?: Partial<LargeModel> };
  /** A mesh with more faces is simplified to about this number. */
  targetFaces?: number;
  /** The up axis of mesh and model. Default 'z'. */
  upAxis?: UpAxis;
  /** Projects the textured surface to other coordinates than those of the photos. */
  mapProjection?: MapProjection;
  /** Largest width and height of the atlas's pages. Default 4096, which every GPU supports. */
  pageSize?: number;
  /** Where more pages would be needed, the photos are scaled down. Default 4. */
  maxPages?: number;
}

/** The result of `textureMesh`. */
export interface TextureReport {
  faces: number;
  texturedFaces: number;
  /** Small holes that no photo shows, kept in grey. */
  untexturedFaces: number;
  /** Faces dropped because no photo shows them, or in small components. */
  droppedFaces: number;
  photosUsed: number;
  /** The scale of the photos in the atlas. */
  scale: number;
  pages: { width: number; height: number }[];
  /** Missing where the model is not large or no tileset was asked for. */
  tileset?: TilesetReport;
  secondsByPart: Record<string, number>;
}

/** The longer side at which photos are measured: enough for mean colours and occlusion. */
const MEASURE_PIXELS = 1000;
/** The mesh is clipped this far inside the photos' frames, as a share of their width; faces are used from 0.004. */
const FRAME_MARGIN_SHARE = 0.006;
/** With fewer faces than this share of the target, the mesh is simplified once more. */
const MIN_TARGET_SHARE = 0.95;

/**
 * Multi-view texture mapping: textures a mesh from photos and writes it as a GLB. Selects a view for each face, copies
 * connected faces of one view from its photo into a texture atlas, and levels the colours at the seams. Faces that no
 * photo shows are dropped. Throws an Error where no photo shows any face or a photo can't be read. After M. Waechter,
 * N. Moehrle, M. Goesele, "Let There Be Color! Large-Scale Texturing of 3D Reconstructions" (2014).
 */
export async function textureMesh(options: TextureMeshOptions): Promise<TextureReport> {
  const { model, upAxis = 'z', mapProjection, tileset } = options;
  const clock = startClock();
  const views = viewsOf(model);
  const clipped = clipToPhotos(options.mesh, views, FRAME_MARGIN_SHARE);
  const { lap } = clock;
  const sources = await selectSimplified(clipped, { options, views, lap });
  await breathe(options);
  options.onProgress?.(0.5);
  const sizes = measureFaceSizes(sources);
  const tilesetOptions = tileset && isLarge(sizes, tileset.from) ? tileset : undefined;
  const drawing = partOf(options, 0.5, tilesetOptions ? 0.7 : 1);
  const { corrections, ...atlas } = await writeModel(sources, sizes, {
    options: { ...options, ...drawing },
    lap,
  });
  const tiles =
    tilesetOptions &&
    (await writeTileset({
      ...tilesetOptions,
      ...partOf(options, 0.7, 1),
      model: { sources, corrections },
      sizes,
      upAxis,
      mapProjection,
    }));
  lap('tiles');
  options.onProgress?.(1);
  const { selectedViews } = sources;
  const faces = selectedViews.length;
  const texturedFaces = selectedViews.filter((view) => view !== UNSEEN).length;
  return {
    faces,
    texturedFaces,
    untexturedFaces: faces - texturedFaces,
    droppedFaces: clipped.indices.length / 3 - faces,
    photosUsed: new Set(selectedViews.filter((view) => view !== UNSEEN)).size,
    ...atlas,
    ...(tiles && { tileset: tiles }),
    secondsByPart: clock.laps,
  };
}

/** A mesh with its adjacency and the candidate views of its faces. */
interface CandidateSurface {
  mesh: Mesh;
  neighbours: Int32Array;
  candidates: Candidates;
}

/** What all parts of texturing share. */
interface TextureRun {
  options: TextureMeshOptions;
  views: View[];
  lap: (part: string) => void;
}

/** Simplifies the mesh; where dropping unseen faces leaves too few, simplifies it once more to a higher number. */
async function selectSimplified(clipped: Mesh, run: TextureRun): Promise<FaceSources> {
  const { options, views, lap } = run;
  const { targetFaces = Infinity, photosFolder } = options;
  const attempt = async (faces: number, operation: LongOperation) => {
    const mesh = await simplifyMesh(clipped, faces);
    const neighbours = faceAdjacency(mesh);
    const { candidates, gains } = await findCandidates({ mesh, neighbours }, run, partOf(operation, 0, 0.5));
    lap('measure');
    const surface = await selectSources({ mesh, neighbours, candidates }, partOf(operation, 0.5, 1));
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

/** The measured faces take more memory than everything else; only the candidates are needed later. */
async function findCandidates(
  { mesh, neighbours }: Pick<CandidateSurface, 'mesh' | 'neighbours'>,
  run: TextureRun,
  operation: LongOperation,
): Promise<{ candidates: Candidates; gains: Gain[] }> {
  const measured = await measureViews(mesh, run, operation);
  const gains = balanceExposures(measured, run.views.length);
  return { candidates: viewCosts(measured, neighbours, gains), gains };
}

async function measureViews(
  mesh: Mesh,
  { views, options }: TextureRun,
  operation: LongOperation,
): Promise<FaceViews> {
  const { model, photosFolder, depthMapsFolder } = options;
  const seenByView: SeenFaces[] = [];
  for (const [number, view] of views.entries()) {
    await breathe(operation);
    const small = resizeView(view, Math.min(1, MEASURE_PIXELS / Math.max(view.width, view.height)));
    const photo = await readPhoto(photosFolder, small);
    const mapPath = depthMapsFolder && join(depthMapsFolder, mapFileName(view.name));
    const depthMap = mapPath ? await readDepthMap(mapPath) : undefined;
    const points = observedPoints(model, number);
    seenByView.push(measureFaces(mesh, { view: small, photo, points, depthMap }));
    operation.onProgress?.((number + 1) / views.length);
  }
  return groupByFace(seenByView, mesh.indices.length / 3);
}

/** Selects the view of each face and the blending at seams, and drops faces that no photo shows. */
async function selectSources(
  { mesh, neighbours, candidates }: CandidateSurface,
  operation: LongOperation,
): Promise<Pick<FaceSources, 'mesh' | 'neighbours' | 'selectedViews' | 'blends'>> {
  const allSelected = await selectViews(candidates, neighbours, operation);
  const isKept = facesToKeep(mesh, (face) => allSelected[face] !== UNSEEN, neighbours);
  const seen = keepFaces(mesh, (face) => isKept[face] === 1);
  if (seen.indices.length === 0) throw new Error('no photo shows any part of the mesh');
  const selectedViews = allSelected.filter((_, face) => isKept[face] === 1);
  // The candidates have the numbers of the faces before some were dropped.
  const oldNumbers = allSelected.map((_, face) => face).filter((face) => isKept[face] === 1);
  const blends = planBlends(seen, selectedViews, (face, view) =>
    isBlendable(candidates, oldNumbers[face]!, view),
  );
  return { mesh: seen, neighbours: faceAdjacency(seen), selectedViews, blends };
}

/** The pages of the atlas take more memory than everything else; only the colour corrections are needed later. */
async function writeModel(
  sources: FaceSources,
  { pixelSize }: FaceSizes,
  { options, lap }: Pick<TextureRun, 'options' | 'lap'>,
): Promise<Pick<TextureReport, 'scale' | 'pages'> & { corrections: ColourCorrections }> {
  const { upAxis = 'z', mapProjection, pageSize = 4096, maxPages = 4 } = options;
  const plan = planAtlas(sources, pageSize, maxPages);
  const seams = findSeamEdges(plan);
  lap('pack');
  const atlas = await drawPages(plan, seams, partOf(options, 0, 0.5));
  lap('draw');
  const corrections = levelSeams(plan, seams);
  lap('level');
  await finishPages({ plan, atlas }, corrections, partOf(options, 0.6, 0.9));
  lap('finish');
  const parts = await partsOfAtlas(plan, atlas);
  await writeGlb(options.outputPath, parts, { upAxis, mapProjection });
  if (options.webOutputPath)
    await writeWebGlb(options.webOutputPath, parts, { upAxis, mapProjection, pixelSize });
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
