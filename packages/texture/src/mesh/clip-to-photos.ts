import { projectPoints, type View } from '@tiepoint/scene';
import { cutAtLevel } from './cut-at-level.ts';
import type { Mesh } from './mesh.ts';

/** Clips a mesh to the frames of the photos: keeps what at least one photo shows with a margin of `marginShare` of its width. */
export function clipToPhotos(mesh: Mesh, views: View[], marginShare: number): Mesh {
  const outside = new Float32Array(mesh.positions.length / 3).fill(Infinity);
  for (const view of views) {
    const projection = projectPoints(view, mesh.positions);
    for (let vertex = 0; vertex < outside.length; vertex++) {
      const [x, y, depth] = projection.subarray(3 * vertex, 3 * vertex + 3) as unknown as [
        number,
        number,
        number,
      ];
      if (depth <= 0) continue;
      const distance = Math.max(-x, -y, x - view.width, y - view.height) / view.width;
      outside[vertex] = Math.min(outside[vertex]!, distance);
    }
  }
  // A vertex behind all cameras has no distance: it counts as far outside.
  const bounded = outside.map((distance) => Math.min(1, distance));
  return cutAtLevel(mesh, bounded, -marginShare);
}
