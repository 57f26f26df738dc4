import { cross, dot, normalise, subtract, type Vector3 } from '@tiepoint/scene';
import type { Face, Finish, Solid } from './solids.ts';

/** A rectangle of texels around a face; texel (column, row) lies at origin + (column u + row v) spacing. */
export interface FaceTexture {
  finish: Finish;
  normal: Vector3;
  origin: Vector3;
  u: Vector3;
  v: Vector3;
  columns: number;
  rows: number;
  /** Place of the first texel in the atlas. */
  offset: number;
}

/** The solids as flat arrays for ray casting; the faces of all solids are numbered through. */
export interface SolidShapes {
  /** First face of each solid, and behind the last one the number of faces. */
  firstFace: Int32Array;
  /** Four numbers a face: outward normal n and d, so that n p <= d inside. */
  planes: Float64Array;
  /** Six numbers a solid: least and greatest x, y, z. */
  boxes: Float64Array;
  textures: FaceTexture[];
  /** Texels in all. */
  texels: number;
}

/** Lays out the solids' planes and the atlas of their faces. */
export function shapeSolids(solids: readonly Solid[], texelMetres: number): SolidShapes {
  const firstFace = new Int32Array(solids.length + 1);
  const planes: number[] = [];
  const boxes: number[] = [];
  const textures: FaceTexture[] = [];
  let texels = 0;
  for (const [index, solid] of solids.entries()) {
    for (const face of solid.faces) {
      const texture = textureOver(face, texelMetres, texels);
      planes.push(...texture.normal, dot(texture.normal, firstOf(face.corners)));
      textures.push(texture);
      texels += texture.columns * texture.rows;
    }
    firstFace[index + 1] = textures.length;
    const corners = solid.faces.flatMap((face) => face.corners);
    for (const axis of [0, 1, 2] as const) {
      const values = corners.map((corner) => corner[axis]);
      boxes.push(Math.min(...values), Math.max(...values));
    }
  }
  return { firstFace, planes: new Float64Array(planes), boxes: new Float64Array(boxes), textures, texels };
}

/** The height of a solid's top at x, y, metres; undefined beside the solid. */
export function topOfSolid(
  shapes: SolidShapes,
  solid: number,
  [x, y]: readonly [number, number],
): number | undefined {
  const { planes, firstFace } = shapes;
  let top = Number.POSITIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (let face = firstFace[solid]!; face < firstFace[solid + 1]!; face++) {
    const [nx, ny, nz, d] = [
      planes[4 * face]!,
      planes[4 * face + 1]!,
      planes[4 * face + 2]!,
      planes[4 * face + 3]!,
    ];
    const rest = d - nx * x - ny * y;
    if (nz > 1e-9) top = Math.min(top, rest / nz);
    else if (nz < -1e-9) bottom = Math.max(bottom, rest / nz);
    else if (rest < 0) return undefined;
  }
  return top > bottom ? top : undefined;
}

function textureOver({ corners, finish }: Face, texelMetres: number, offset: number): FaceTexture {
  const normal = normalOf(corners);
  const flat = Math.hypot(normal[0], normal[1]) < 1e-6;
  // On walls and slopes u runs level and v upward; on flat roofs u follows the first edge.
  const u = normalise(
    flat ? subtract(corners[1] ?? firstOf(corners), firstOf(corners)) : cross([0, 0, 1], normal),
  );
  const v = cross(normal, u);
  const along = corners.map((corner) => dot(corner, u));
  const upward = corners.map((corner) => dot(corner, v));
  const [fromU, fromV] = [Math.min(...along), Math.min(...upward)];
  const depth = dot(firstOf(corners), normal);
  return {
    finish,
    normal,
    u,
    v,
    origin: [
      u[0] * fromU + v[0] * fromV + normal[0] * depth,
      u[1] * fromU + v[1] * fromV + normal[1] * depth,
      u[2] * fromU + v[2] * fromV + normal[2] * depth,
    ],
    columns: Math.ceil((Math.max(...along) - fromU) / texelMetres) + 2,
    rows: Math.ceil((Math.max(...upward) - fromV) / texelMetres) + 2,
    offset,
  };
}

/** The normal of a polygon by Newell's method (Sutherland, Sproull, Schumacker 1974): no corner is special. */
function normalOf(corners: readonly Vector3[]): Vector3 {
  let [x, y, z] = [0, 0, 0];
  for (const [index, here] of corners.entries()) {
    const next = corners[(index + 1) % corners.length] ?? here;
    x += (here[1] - next[1]) * (here[2] + next[2]);
    y += (here[2] - next[2]) * (here[0] + next[0]);
    z += (here[0] - next[0]) * (here[1] + next[1]);
  }
  return normalise([x, y, z]);
}

function firstOf(corners: readonly Vector3[]): Vector3 {
  const corner = corners[0];
  if (!corner) throw new RangeError('a face needs corners');
  return corner;
}
