import { type BufferGeometry, Points, PointsMaterial } from 'three';
import { PLYLoader } from 'three/addons/loaders/PLYLoader.js';
import type { PointSource } from '../scene-bounds.ts';
import { worldToViewer } from '../world-frame.ts';
import { fetchBytes } from './fetch-bytes.ts';

/** CSS pixels across a point. */
const POINT_SIZE_PIXELS = 2.5;

/** Loads the sparse points, which are z-up, into the viewer's frame. */
export async function loadPoints(
  url: string,
  options: { signal: AbortSignal },
): Promise<Points<BufferGeometry>> {
  const geometry = new PLYLoader().parse(await fetchBytes(url, options));
  geometry.applyMatrix4(worldToViewer);
  const material = new PointsMaterial({
    size: POINT_SIZE_PIXELS,
    sizeAttenuation: false,
    vertexColors: geometry.hasAttribute('color'),
  });
  return new Points(geometry, material);
}

/** The points in the viewer's frame. */
export function pointsOf(points: Points<BufferGeometry>): PointSource {
  const positions = points.geometry.getAttribute('position');
  return { count: positions.count, read: (index, target) => target.fromBufferAttribute(positions, index) };
}
