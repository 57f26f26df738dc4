import type { Mesh } from '../mesh/mesh.ts';
import { UNSEEN } from '../views/choose-views.ts';

/** From which views the texture of each face is mixed: one entry a face and view, grouped by face. */
export interface Blends {
  /** The entries of face `f` are `starts[f]` to `starts[f + 1]`; an unseen face has none. */
  starts: Uint32Array;
  views: Uint16Array;
  /** The view's share at each of the face's three corners; over all entries of a face they sum up to 1. */
  weights: Float32Array;
}

/**
 * Lets the texture of neighbouring patches run into each other: at a vertex where views meet, all of them have the
 * same share, and from there to the next vertices the face's own view takes over. A view takes part at a vertex only
 * if it may texture (`isUsable`) every face there, so that both sides of a seam show the same mixture.
 */
export function planBlends(
  { indices, positions }: Mesh,
  chosenViews: Int32Array,
  isUsable: (face: number, view: number) => boolean,
): Blends {
  const meetings = meetingViews(indices, positions.length / 3, chosenViews, isUsable);
  const starts = new Uint32Array(chosenViews.length + 1);
  const views: number[] = [];
  const weights: number[] = [];
  for (let face = 0; face < chosenViews.length; face++) {
    const own = chosenViews[face]!;
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

/** For each vertex at which several views meet those that every face there may use. */
function meetingViews(
  indices: Uint32Array,
  vertexCount: number,
  chosenViews: Int32Array,
  isUsable: (face: number, view: number) => boolean,
): Map<number, number[]> {
  const firstViews = new Int32Array(vertexCount).fill(UNSEEN);
  const meetings = new Map<number, number[]>();
  indices.forEach((vertex, corner) => {
    const view = chosenViews[Math.floor(corner / 3)]!;
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
    if (!meeting || chosenViews[face] === UNSEEN) return;
    meetings.set(
      vertex,
      meeting.filter((view) => view === chosenViews[face] || isUsable(face, view)),
    );
  });
  return meetings;
}
