import type { Vector3 } from '@tiepoint/scene';

/** Triangles as flat arrays: x, y, z of each vertex, and three vertex indices per triangle. */
export interface TriangleList {
  positions: Float64Array;
  triangles: Uint32Array;
}

/**
 * The squared distance from a point to triangle number `triangle`, by the region that the point falls in:
 * C. Ericson, "Real-Time Collision Detection" (2005), 5.1.5. All corners may be one; a triangle that is a line may
 * give NaN.
 */
export function squaredDistanceToTriangle(
  { positions: p, triangles }: TriangleList,
  triangle: number,
  [x, y, z]: Vector3,
): number {
  const a = 3 * triangles[3 * triangle]!;
  const b = 3 * triangles[3 * triangle + 1]!;
  const c = 3 * triangles[3 * triangle + 2]!;
  const ax = x - p[a]!;
  const ay = y - p[a + 1]!;
  const az = z - p[a + 2]!;
  const ux = p[b]! - p[a]!;
  const uy = p[b + 1]! - p[a + 1]!;
  const uz = p[b + 2]! - p[a + 2]!;
  const vx = p[c]! - p[a]!;
  const vy = p[c + 1]! - p[a + 1]!;
  const vz = p[c + 2]! - p[a + 2]!;
  const uu = ux * ux + uy * uy + uz * uz;
  const uv = ux * vx + uy * vy + uz * vz;
  const vv = vx * vx + vy * vy + vz * vz;
  const ua = ux * ax + uy * ay + uz * az;
  const va = vx * ax + vy * ay + vz * az;
  const [s, t] = nearestShares(uu, uv, vv, ua, va);
  const dx = ax - s * ux - t * vx;
  const dy = ay - s * uy - t * vy;
  const dz = az - s * uz - t * vz;
  return dx * dx + dy * dy + dz * dz;
}

/** The nearest point as shares of the edges u = b - a and v = c - a, from the products of u, v and the offset. */
function nearestShares(uu: number, uv: number, vv: number, ua: number, va: number): [number, number] {
  if (ua <= 0 && va <= 0) return [0, 0];
  const [ub, vb] = [ua - uu, va - uv];
  if (ub >= 0 && vb <= ub) return [1, 0];
  const [uc, vc] = [ua - uv, va - vv];
  if (vc >= 0 && uc <= vc) return [0, 1];
  const besideU = ua * vb - ub * va;
  if (besideU <= 0 && ua >= 0 && ub <= 0) return [ua / (ua - ub), 0];
  const besideV = uc * va - ua * vc;
  if (besideV <= 0 && va >= 0 && vc <= 0) return [0, va / (va - vc)];
  const besideW = ub * vc - uc * vb;
  if (besideW <= 0 && vb - ub >= 0 && uc - vc >= 0) {
    const share = (vb - ub) / (vb - ub + uc - vc);
    return [1 - share, share];
  }
  const whole = besideU + besideV + besideW;
  return [besideV / whole, besideU / whole];
}
