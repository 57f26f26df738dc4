import { projectPoints } from '@tiepoint/scene';
import type { FaceSources } from '../atlas/plan-atlas.ts';
import { faceArea } from '../mesh/mesh.ts';
import { UNSEEN } from '../views/choose-views.ts';

/** How large faces are in the photos that texture them. */
export interface FaceSizes {
  /** Of each face, at the photos' full size; 0 where no photo saw it. */
  pixels: Float32Array;
  totalPixels: number;
  /** What a pixel covers on the surface, on average: the side of a square, in the units of the positions. */
  pixelSize: number;
}

/** Measures faces in the photos that were chosen for them. */
export function measureFaceSizes({ mesh, chosenViews, views }: FaceSources): FaceSizes {
  const pixels = new Float32Array(chosenViews.length);
  const corners = new Float32Array(9);
  let totalPixels = 0;
  let totalArea = 0;
  chosenViews.forEach((view, face) => {
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
