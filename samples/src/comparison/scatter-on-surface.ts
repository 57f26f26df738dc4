import { Random } from '../random/random.ts';
import type { Surface } from './compare-surface.ts';

/**
 * Points (x, y, z each) spread evenly by area over a mesh, the same ones for the same seed; a surface without
 * triangles gives its own points, however many they are.
 */
export function scatterOnSurface(
  { positions, triangles }: Surface,
  count: number,
  seed: number,
): Float64Array {
  if (!triangles) return Float64Array.from(positions);
  const random = new Random(seed);
  const areas = Float64Array.from({ length: triangles.length / 3 }, (_, index) =>
    areaOf(positions, triangles, 3 * index),
  );
  const total = areas.reduce((sum, area) => sum + area, 0);
  const points = new Float64Array(3 * count);
  if (total === 0) return points.subarray(0, 0);
  const step = total / count;
  // One point in each equal stretch of the area: more even than throwing them all at random.
  let triangle = 0;
  let before = 0;
  for (let index = 0; index < count; index++) {
    const place = (index + random.next()) * step;
    while (triangle < areas.length - 1 && before + areas[triangle]! <= place) before += areas[triangle++]!;
    points.set(pointOn(positions, triangles.subarray(3 * triangle, 3 * triangle + 3), random), 3 * index);
  }
  return points;
}

function areaOf(p: Surface['positions'], triangles: Uint32Array, first: number): number {
  const a = 3 * triangles[first]!;
  const b = 3 * triangles[first + 1]!;
  const c = 3 * triangles[first + 2]!;
  const [ux, uy, uz] = [p[b]! - p[a]!, p[b + 1]! - p[a + 1]!, p[b + 2]! - p[a + 2]!];
  const [vx, vy, vz] = [p[c]! - p[a]!, p[c + 1]! - p[a + 1]!, p[c + 2]! - p[a + 2]!];
  return Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx) / 2;
}

function pointOn(p: Surface['positions'], corners: Uint32Array, random: Random): [number, number, number] {
  // The root makes the density even (Osada et al. 2002, equation 1).
  const root = Math.sqrt(random.next());
  const second = random.next();
  const shares = [1 - root, root * (1 - second), root * second];
  const point: [number, number, number] = [0, 0, 0];
  for (const [corner, share] of shares.entries()) {
    const from = 3 * corners[corner]!;
    for (let axis = 0; axis < 3; axis++) point[axis]! += share * p[from + axis]!;
  }
  return point;
}
