import type { Vector3 } from '@tiepoint/scene';
import type { Colour } from '../../colour/paint.ts';

/** What the face of a solid is made of. */
export interface Finish {
  kind: 'tiles' | 'sheet' | 'plaster' | 'boards' | 'gravel' | 'paint' | 'glass' | 'straw' | 'solar' | 'barn';
  colour: Colour;
  seed: number;
  /** Of a wall: rows of windows, and the height of the lowest floor above the wall's foot, metres. */
  floors?: number;
  foot?: number;
}

/** A flat face: corners counter-clockwise as seen from outside. */
export interface Face {
  corners: readonly Vector3[];
  finish: Finish;
}

/** A convex body. */
export interface Solid {
  faces: readonly Face[];
}

/** Where a body built around the local origin is put: turned counter-clockwise, then moved. */
export interface Placement {
  x: number;
  y: number;
  z: number;
  angle: number;
}

/** A rectangle at a height, for bodies that taper. */
interface Level {
  halfU: number;
  halfV: number;
  z: number;
  /** Shift of the middle along u. */
  u?: number;
}

/** The finishes of a body's sides and of its top. */
export interface SideAndTop {
  side: Finish;
  top: Finish;
}

/** A body between two rectangles: a box, a car's cabin, a hipped roof. */
export function taper(
  place: Placement,
  { low, high }: { low: Level; high: Level },
  finishes: SideAndTop,
): Solid {
  const ring = (level: Level): Vector3[] =>
    [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
    ].map(([signU = 0, signV = 0]) =>
      put(place, [(level.u ?? 0) + signU * level.halfU, signV * level.halfV, level.z]),
    );
  return extrude(ring(low), ring(high), finishes);
}

/** An upright column with a regular outline: a silo, a bale. */
export function column(
  place: Placement,
  { radius, height }: { radius: number; height: number },
  finishes: SideAndTop,
): Solid {
  const ring = (z: number) =>
    Array.from({ length: 14 }, (_, corner) => {
      const turn = (corner / 14) * 2 * Math.PI;
      return put(place, [radius * Math.cos(turn), radius * Math.sin(turn), z]);
    });
  return extrude(ring(0), ring(height), finishes);
}

/** Walls that carry a gabled roof whose ridge runs along u; `rise` is the height of the gable. */
export function gabledWalls(
  place: Placement,
  size: { halfU: number; halfV: number; foot: number; eaves: number; rise: number },
  finish: Finish,
): Solid {
  const { halfU, halfV, foot, eaves, rise } = size;
  const end = (u: number): Vector3[] => [
    put(place, [u, -halfV, foot]),
    put(place, [u, halfV, foot]),
    put(place, [u, halfV, eaves]),
    put(place, [u, 0, eaves + rise]),
    put(place, [u, -halfV, eaves]),
  ];
  return prismAlong(end(-halfU), end(halfU), { ends: finish, sides: finish });
}

/** A gabled roof over such walls, reaching out by `overhang`. */
export function gabledRoof(
  place: Placement,
  size: { halfU: number; halfV: number; eaves: number; rise: number; overhang: number },
  { finish, gable }: { finish: Finish; gable: Finish },
): Solid {
  const { halfU, halfV, eaves, rise, overhang } = size;
  const slope = rise / halfV;
  const thickness = 0.22;
  const low = eaves - overhang * slope + thickness;
  const end = (u: number): Vector3[] => [
    put(place, [u, -halfV - overhang, low - 0.08]),
    put(place, [u, halfV + overhang, low - 0.08]),
    put(place, [u, halfV + overhang, low]),
    put(place, [u, 0, eaves + rise + thickness]),
    put(place, [u, -halfV - overhang, low]),
  ];
  return prismAlong(end(-halfU - overhang), end(halfU + overhang), { ends: gable, sides: finish });
}

function put(place: Placement, [u, v, z]: Vector3): Vector3 {
  const cosine = Math.cos(place.angle);
  const sine = Math.sin(place.angle);
  return [place.x + u * cosine - v * sine, place.y + u * sine + v * cosine, place.z + z];
}

function extrude(low: Vector3[], high: Vector3[], { side, top }: SideAndTop): Solid {
  const sides = low.map((corner, index): Face => {
    const next = (index + 1) % low.length;
    return { corners: [corner, at(low, next), at(high, next), at(high, index)], finish: side };
  });
  return { faces: [...sides, { corners: high, finish: top }, { corners: [...low].reverse(), finish: side }] };
}

/** A body between two outlines that lie opposite one another along u; the near one is seen clockwise. */
function prismAlong(
  near: Vector3[],
  far: Vector3[],
  { ends, sides }: { ends: Finish; sides: Finish },
): Solid {
  const around = near.map((corner, index): Face => {
    const next = (index + 1) % near.length;
    return { corners: [corner, at(far, index), at(far, next), at(near, next)].reverse(), finish: sides };
  });
  return {
    faces: [...around, { corners: far, finish: ends }, { corners: [...near].reverse(), finish: ends }],
  };
}

function at(corners: readonly Vector3[], index: number): Vector3 {
  const corner = corners[index];
  if (!corner) throw new RangeError(`no corner ${index}`);
  return corner;
}
