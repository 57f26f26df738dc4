import { projectPoints, type SparseModel, type View } from '@tiepoint/scene';
import type { DepthBuffer } from './depth-buffer.ts';

/** A point in front of the surface by this share of its distance belongs to an object that the mesh lacks. */
const MIN_GAP_SHARE = 0.02;
/** Radius around such a point that is taken to show the same object, as a share of the width. */
const RADIUS_SHARE = 0.012;

/** The positions (x, y, z of each) of the tie points that a photo observes. */
export function observedPoints({ images, points }: SparseModel, image: number): Float32Array {
  const seen = images[image]!.keypointPoints.filter((point) => point >= 0);
  const positions = new Float32Array(3 * seen.length);
  seen.forEach((point, i) => {
    positions.set(points.positions.subarray(3 * point, 3 * point + 3), 3 * i);
  });
  return positions;
}

/**
 * A copy of a depth buffer with discs for tie points clearly in front of the surface: thin objects, such as twigs and
 * stems, that are in the photo but not in the mesh.
 */
export function withOccluderPoints(view: View, nearest: DepthBuffer, seenPoints: Float32Array): DepthBuffer {
  const { width, height } = nearest;
  const depths = nearest.depths.slice();
  const radius = Math.max(1, Math.round(RADIUS_SHARE * width));
  const projection = projectPoints(view, seenPoints);
  for (let at = 0; at < projection.length; at += 3) {
    const column = Math.floor(projection[at]!);
    const row = Math.floor(projection[at + 1]!);
    const depth = projection[at + 2]!;
    if (depth <= 0 || column < 0 || row < 0 || column >= width || row >= height) continue;
    if (depth > nearest.depths[row * width + column]! * (1 - MIN_GAP_SHARE)) continue;
    for (let y = Math.max(0, row - radius); y <= Math.min(height - 1, row + radius); y++) {
      for (let x = Math.max(0, column - radius); x <= Math.min(width - 1, column + radius); x++) {
        if ((x - column) ** 2 + (y - row) ** 2 > radius ** 2) continue;
        depths[y * width + x] = Math.min(depths[y * width + x]!, depth);
      }
    }
  }
  return { width, height, depths };
}
