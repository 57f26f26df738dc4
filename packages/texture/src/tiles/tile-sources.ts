import type { FaceSources } from '../atlas/face-sources.ts';
import { faceAdjacency } from '../mesh/face-adjacency.ts';
import type { ColourCorrections } from '../seams/level-seams.ts';
import type { Blends } from '../seams/plan-blends.ts';
import { UNSEEN } from '../views/select-views.ts';
import { selectCoarseViews } from './select-coarse-views.ts';
import { spreadCorrections } from './spread-corrections.ts';
import type { TexturedModel } from './textured-model.ts';
import { extractMesh, surfaceOfFaces, type TileSurface } from './tile-surface.ts';
import type { VertexFaces } from './vertex-faces.ts';

/** The sources of one tile's texture. */
export interface TileSources {
  sources: FaceSources;
  corrections: ColourCorrections;
}

/** The model's own faces, textured as in the model. */
export function fineSources({ sources, corrections }: TexturedModel, faces: Uint32Array): TileSources {
  const surface = surfaceOfFaces(sources.mesh, faces);
  const { mesh, vertices } = extractMesh(sources.mesh.positions, surface);
  const selectedViews = Int32Array.from(faces, (face) => sources.selectedViews[face]!);
  const blends = takeBlends(sources.blends, faces);
  const { viewNumbers, ...own } = onlyUsedViews({ ...sources, mesh, selectedViews, blends });
  const rowOf = (view: number, vertex: number) => corrections.rowOf(viewNumbers[view]!, vertices[vertex]!);
  return { sources: own, corrections: { rowOf, values: corrections.values } };
}

/** A simplified surface, with the views and corrections of the model's faces at its vertices, without blending. */
export function coarseSources(
  { sources, corrections }: TexturedModel,
  vertexFaces: VertexFaces,
  surface: TileSurface,
): TileSources {
  const { mesh, vertices } = extractMesh(sources.mesh.positions, surface);
  const selectedViews = selectCoarseViews(sources, vertexFaces, surface);
  const { viewNumbers, ...own } = onlyUsedViews({
    ...sources,
    mesh,
    selectedViews,
    blends: withoutBlending(selectedViews),
  });
  const { starts, faces } = vertexFaces;
  const knownAt = (view: number, localVertex: number) => {
    const [number, vertex] = [viewNumbers[view]!, vertices[localVertex]!];
    const isLevelled = faces
      .subarray(starts[vertex]!, starts[vertex + 1]!)
      .some((face) => sources.selectedViews[face] === number);
    if (!isLevelled) return undefined;
    const row = corrections.rowOf(number, vertex);
    return corrections.values.subarray(3 * row, 3 * row + 3);
  };
  return { sources: own, corrections: spreadCorrections(mesh.indices, own.selectedViews, knownAt) };
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

function withoutBlending(selectedViews: Int32Array): Blends {
  const starts = new Uint32Array(selectedViews.length + 1);
  selectedViews.forEach((view, face) => {
    starts[face + 1] = starts[face]! + (view === UNSEEN ? 0 : 1);
  });
  const views = Uint16Array.from(selectedViews.filter((view) => view !== UNSEEN));
  return { starts, views, weights: new Float32Array(3 * views.length).fill(1) };
}

/** Drops unused views, because a tile shows few of all photos; `viewNumbers` are the former numbers of the others. */
function onlyUsedViews(sources: Omit<FaceSources, 'neighbours'>): FaceSources & { viewNumbers: number[] } {
  const { mesh, selectedViews, blends, views, readPhoto } = sources;
  const viewNumbers = [...new Set(blends.views)].sort((a, b) => a - b);
  const renumbered = new Map(viewNumbers.map((number, i) => [number, i]));
  return {
    mesh,
    neighbours: faceAdjacency(mesh),
    selectedViews: selectedViews.map((view) => renumbered.get(view) ?? UNSEEN),
    blends: { ...blends, views: blends.views.map((view) => renumbered.get(view) ?? 0) },
    views: viewNumbers.map((number) => views[number]!),
    readPhoto,
    viewNumbers,
  };
}
