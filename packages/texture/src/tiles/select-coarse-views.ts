import { projectPoints, type View } from '@tiepoint/scene';
import type { FaceSources } from '../atlas/face-sources.ts';
import { UNSEEN } from '../views/select-views.ts';
import type { TileSurface } from './tile-surface.ts';
import type { VertexFaces } from './vertex-faces.ts';

/** Margin at a photo's edge that is not used, as a share of its width. */
const MARGIN_SHARE = 0.004;

/**
 * Selects the views of a simplified surface: for each face the most frequent view of the model's faces at its corners, of
 * those that contain the whole face. So the colours are those of the model itself.
 */
export function selectCoarseViews(
  { mesh, selectedViews, views }: FaceSources,
  vertexFaces: VertexFaces,
  surface: TileSurface,
): Int32Array {
  const coarseViews = new Int32Array(surface.length / 3).fill(UNSEEN);
  const corners = new Float32Array(9);
  for (let face = 0; face < coarseViews.length; face++) {
    const vertices = surface.subarray(3 * face, 3 * face + 3);
    vertices.forEach((vertex, corner) => {
      corners.set(mesh.positions.subarray(3 * vertex, 3 * vertex + 3), 3 * corner);
    });
    const candidates = viewsByVotes(selectedViews, vertexFaces, vertices);
    const whole = candidates.find((view) => isInside(views[view]!, corners));
    coarseViews[face] = whole ?? candidates[0] ?? UNSEEN;
  }
  return coarseViews;
}

/** The views of the model's faces at some vertices, the most frequent first. */
function viewsByVotes(
  selectedViews: Int32Array,
  { starts, faces }: VertexFaces,
  vertices: Uint32Array,
): number[] {
  const votes = new Map<number, number>();
  for (const vertex of vertices) {
    for (let at = starts[vertex]!; at < starts[vertex + 1]!; at++) {
      const view = selectedViews[faces[at]!]!;
      if (view !== UNSEEN) votes.set(view, (votes.get(view) ?? 0) + 1);
    }
  }
  return [...votes].sort(([, a], [, b]) => b - a).map(([view]) => view);
}

function isInside(view: View, corners: Float32Array): boolean {
  const margin = MARGIN_SHARE * view.width;
  const projection = projectPoints(view, corners);
  return [0, 3, 6].every((at) => {
    const [x, y, depth] = [projection[at]!, projection[at + 1]!, projection[at + 2]!];
    return depth > 0 && x >= margin && y >= margin && x <= view.width - margin && y <= view.height - margin;
  });
}
