import type { SparseModel } from '@tiepoint/scene';
import { imageFrom, modelOf } from '@tiepoint/scene/testing';
import type { OrientedPoints } from './orient-points.ts';

/** A square of 20 x 20 points on the ground, seen by `trackLength` cameras above it, and more points. */
export function sparseGround(trackLength: number, strays: number[][] = [], error = 0.5): SparseModel {
  const images = Array.from({ length: trackLength }, (_, i) => imageFrom(i, [i, 0, 10]));
  const grid = Array.from({ length: 400 }, (_, i) => [i % 20, Math.floor(i / 20), 0.01 * ((i * 7) % 3)]);
  const positions = Float64Array.from([...grid, ...strays].flat());
  const count = positions.length / 3;
  return {
    ...modelOf(images),
    points: {
      count,
      ids: Float64Array.from({ length: count }, (_, i) => i + 1),
      positions,
      colours: new Uint8Array(3 * count).fill(200),
      errors: new Float64Array(count).fill(error),
      trackStarts: Uint32Array.from({ length: count + 1 }, (_, i) => i * trackLength),
      trackImages: Uint32Array.from({ length: count * trackLength }, (_, i) => i % trackLength),
      trackKeypoints: Uint32Array.from({ length: count * trackLength }, (_, i) =>
        Math.floor(i / trackLength),
      ),
    },
  };
}

/** Points on the ground, `spacing` apart, in a square around the origin but where `isGap` holds. */
export function denseGround(
  side: number,
  spacing: number,
  isGap: (x: number, y: number) => boolean = () => false,
): OrientedPoints {
  const positions: number[] = [];
  for (let x = -side / 2; x <= side / 2; x += spacing) {
    for (let y = -side / 2; y <= side / 2; y += spacing) if (!isGap(x, y)) positions.push(x, y, 0);
  }
  const count = positions.length / 3;
  return {
    count,
    positions: Float32Array.from(positions),
    normals: Float32Array.from(positions, (_, at) => Number(at % 3 === 2)),
    colours: new Uint8Array(3 * count),
  };
}
