import type { FaceSources } from '../atlas/plan-atlas.ts';
import { faceAdjacency } from '../mesh/face-adjacency.ts';
import type { ColourCorrections } from '../seams/level-seams.ts';
import type { Blends } from '../seams/plan-blends.ts';
import { UNSEEN } from '../views/choose-views.ts';
import { chooseCoarseViews } from './choose-coarse-views.ts';
import { spreadCorrections } from './spread-corrections.ts';
import type { TexturedModel } from './textured-model.ts';
import { extractMesh, surfaceOfFaces, type TileSurface } from './tile-surface.ts';
import type { VertexFaces } from './vertex-faces.ts';

/** Where the texture of one tile comes from. */
export interface TileSources {
  sources: FaceSources;
  corrections: ColourCorrections;
}

/** The model's own faces, textured just as in the model. */
export function fineSources({ sources, corrections }: TexturedModel, faces: Uint32Array): TileSources {
  const surface = surfaceOfFaces(sources.mesh, faces);
  const { mesh, vertices } = extractMesh(sources.mesh.positions, surface);
  const chosenViews = Int32Array.from(faces, (face) => sources.chosenViews[face]!);
  const blends = takeBlends(sources.blends, faces);
  const { viewNumbers, ...own } = onlyUsedViews({ ...sources, mesh, chosenViews, blends });
  const rowOf = (view: number, vertex: number) => corrections.rowOf(viewNumbers[view]!, vertices[vertex]!);
  return { sources: own, corrections: { rowOf, values: corrections.values } };
}

/** A simpler surface, with the views and corrections of the model's faces near it, unmixed. */
export function coarseSources(
  { sources, corrections }: TexturedModel,
  vertexFaces: VertexFaces,
  surface: TileSurface,
): TileSources {
  const { mesh, vertices } = extractMesh(sources.mesh.positions, surface);
  const chosenViews = chooseCoarseViews(sources, vertexFaces, surface);
  const { viewNumbers, ...own } = onlyUsedViews({
    ...sources,
    mesh,
    chosenViews,
    blends: unmixed(chosenViews),
  });
  const { starts, faces } = vertexFaces;
  const knownAt = (view: number, localVertex: number) => {
    const [number, vertex] = [viewNumbers[view]!, vertices[localVertex]!];
    const isLevelled = faces
      .subarray(starts[vertex]!, starts[vertex + 1]!)
      .some((face) => sources.chosenViews[face] === number);
    if (!isLevelled) return undefined;
    const row = corrections.rowOf(number, vertex);
    return corrections.values.subarray(3 * row, 3 * row + 3);
  };
  return { sources: own, corrections: spreadCorrections(mesh.indices, own.chosenViews, knownAt) };
}

function takeBlends({ starts, views, weights }: Blends, faces: Uint32Array): Blends {
  const entries: number[] = [];
  const ownStarts = new Uint32Array(faces.length + 1);
  faces.forEach((face, i) => {
    for (let entry = starts[face]!; entry < starts[face + 1]!; entry++) entries.push(entry);
    ownStarts[i + 1] = entries.length;
  });
  const ownWeights = new Float32Array(3 * entries.length);
  entries.forEach((entry, i) => {
    ownWeights.set(weights.subarray(3 * entry, 3 * entry + 3), 3 * i);
  });
  return {
    starts: ownStarts,
    views: Uint16Array.from(entries, (entry) => views[entry]!),
    weights: ownWeights,
  };
}

function unmixed(chosenViews: Int32Array): Blends {
  const starts = new Uint32Array(chosenViews.length + 1);
  chosenViews.forEach((view, face) => {
    starts[face + 1] = starts[face]! + (view === UNSEEN ? 0 : 1);
  });
  const views = Uint16Array.from(chosenViews.filter((view) => view !== UNSEEN));
  return { starts, views, weights: new Float32Array(3 * views.length).fill(1) };
}

/** The same with no views but those that are used, whose former numbers are told: a tile shows few of all photos. */
function onlyUsedViews(sources: Omit<FaceSources, 'neighbours'>): FaceSources & { viewNumbers: number[] } {
  const { mesh, chosenViews, blends, views, readPhoto } = sources;
  const viewNumbers = [...new Set(blends.views)].sort((a, b) => a - b);
  const renumbered = new Map(viewNumbers.map((number, i) => [number, i]));
  return {
    mesh,
    neighbours: faceAdjacency(mesh),
    chosenViews: chosenViews.map((view) => renumbered.get(view) ?? UNSEEN),
    blends: { ...blends, views: blends.views.map((view) => renumbered.get(view) ?? 0) },
    views: viewNumbers.map((number) => views[number]!),
    readPhoto,
    viewNumbers,
  };
}
