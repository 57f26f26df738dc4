import { projectPoints } from '@tiepoint/scene';
import type { FaceSources } from '../atlas/face-sources.ts';
import { faceArea } from '../mesh/mesh.ts';
import { UNSEEN } from '../views/select-views.ts';

/** Sizes of faces in the photos that texture them. */
export interface FaceSizes {
  /** Of each face, at the photos' full size; 0 where no photo shows it. */
  pixels: Float32Array;
  totalPixels: number;
  /** The mean ground sampling distance, in the unit of the positions. */
  pixelSize: number;
}

/** Measures the faces in their selected views. */
export function measureFaceSizes({ mesh, selectedViews, views }: FaceSources): FaceSizes {
  const pixels = new Float32Array(selectedViews.length);
  const corners = new Float32Array(9);
  let totalPixels = 0;
  let totalArea = 0;
  selectedViews.forEach((view, face) => {
    if (view === UNSEEN) return;
    for (let corner = 0; corner < 3; corner++) {
      const vertex = 3 * mesh.indices[3 * face + corner]!;
      corners.set(mesh.positions.subarray(vertex, vertex + 3), 3 * corner);
    }
    const [ax, ay, , bx, by, , cx, cy] = projectPoints(views[view]!, corners) as unknown as number[] & {
      length: 9;
    };
    pixels[face] = Math.abs((bx! - ax!) * (cy! - ay!) - (cx! - ax!) * (by! - ay!)) / 2;
    totalPixels += pixels[face]!;
    totalArea += faceArea(mesh, face);
  });
  return { pixels, totalPixels, pixelSize: Math.sqrt(totalArea / Math.max(1, totalPixels)) };
}
