import type { Mesh } from '../mesh/mesh.ts';
import { UNSEEN } from '../views/select-views.ts';

/** The views that are blended in each face: one entry per face and view, grouped by face. */
export interface Blends {
  /** The entries of face `f` are `starts[f]` to `starts[f + 1]`; an unseen face has none. */
  starts: Uint32Array;
  views: Uint16Array;
  /** The view's weight at each of the face's three corners; over all entries of a face they sum to 1. */
  weights: Float32Array;
}

/**
 * Blending weights at seams: at a vertex where views meet, all of them have the same weight, and toward the next vertices
 * the face's own view takes over. A view takes part at a vertex only if it may texture (`isUsable`) every face there, so
 * that both sides of a seam have the same colour.
 */
export function planBlends(
  mesh: Mesh,
  selectedViews: Int32Array,
  isUsable: (face: number, view: number) => boolean,
): Blends {
  const { indices } = mesh;
  const meetings = meetingViews(mesh, selectedViews, isUsable);
  const starts = new Uint32Array(selectedViews.length + 1);
  const views: number[] = [];
  const weights: number[] = [];
  for (let face = 0; face < selectedViews.length; face++) {
    const own = selectedViews[face]!;
    if (own !== UNSEEN) {
      const atCorners = [0, 1, 2].map((corner) => {
        const meeting = meetings.get(indices[3 * face + corner]!);
        return meeting?.includes(own) ? meeting : [own];
      });
      for (const view of new Set([own, ...atCorners.flat()])) {
        views.push(view);
        for (const meeting of atCorners) weights.push(meeting.includes(view) ? 1 / meeting.length : 0);
      }
    }
    starts[face + 1] = views.length;
  }
  return { starts, views: Uint16Array.from(views), weights: Float32Array.from(weights) };
}

/** For each vertex at which several views meet, those that every face there may use. */
function meetingViews(
  { indices, positions }: Mesh,
  selectedViews: Int32Array,
  isUsable: (face: number, view: number) => boolean,
): Map<number, number[]> {
  const firstViews = new Int32Array(positions.length / 3).fill(UNSEEN);
  const meetings = new Map<number, number[]>();
  indices.forEach((vertex, corner) => {
    const view = selectedViews[Math.floor(corner / 3)]!;
    if (view === UNSEEN || view === firstViews[vertex]) return;
    if (firstViews[vertex] === UNSEEN) firstViews[vertex] = view;
    else {
      const meeting = meetings.get(vertex) ?? [firstViews[vertex]!];
      meetings.set(vertex, meeting.includes(view) ? meeting : [...meeting, view]);
    }
  });
  indices.forEach((vertex, corner) => {
    const face = Math.floor(corner / 3);
    const meeting = meetings.get(vertex);
    if (!meeting || selectedViews[face] === UNSEEN) return;
    meetings.set(
      vertex,
      meeting.filter((view) => view === selectedViews[face] || isUsable(face, view)),
    );
  });
  return meetings;
}
