import { lengthOf, type Matrix3, normalise, subtract, type Vector3 } from '@tiepoint/scene';

/** A solid shape as the truth file lists it, metres. The ground is everything below height 0. */
export type Shape =
  | { kind: 'ground' }
  /** `axes` are three unit vectors, row by row, `half` the half sides along them. */
  | { kind: 'box'; centre: Vector3; half: Vector3; axes: Matrix3 }
  /** From the middle of one end along the unit vector `axis`. */
  | { kind: 'cylinder'; foot: Vector3; axis: Vector3; radius: number; height: number }
  | { kind: 'sphere'; centre: Vector3; radius: number };

/** A wall's own directions: u along it, w out of it, z up; seen from outside, u leads to the right. */
export interface Frame {
  x: number;
  y: number;
  z?: number;
  /** Of u, counter-clockwise from east, radians. */
  angle: number;
}

/** From and to. */
export type Span = readonly [number, number];

/** A box between distances along a frame's directions. */
export function frameBox(frame: Frame, { u, w, z }: { u: Span; w: Span; z: Span }): Shape {
  const [uAxis, outward] = frameAxes(frame);
  const [midU, midW] = [(u[0] + u[1]) / 2, (w[0] + w[1]) / 2];
  return {
    kind: 'box',
    centre: [
      frame.x + uAxis[0] * midU + outward[0] * midW,
      frame.y + uAxis[1] * midU + outward[1] * midW,
      (frame.z ?? 0) + (z[0] + z[1]) / 2,
    ],
    half: [(u[1] - u[0]) / 2, (w[1] - w[0]) / 2, (z[1] - z[0]) / 2],
    axes: [...uAxis, ...outward, 0, 0, 1],
  };
}

/** The world coordinates of the point u, w, z of a frame. */
export function placeIn(frame: Frame, [u, w, z]: Vector3): Vector3 {
  const [uAxis, outward] = frameAxes(frame);
  return [
    frame.x + uAxis[0] * u + outward[0] * w,
    frame.y + uAxis[1] * u + outward[1] * w,
    (frame.z ?? 0) + z,
  ];
}

function frameAxes({ angle }: Frame): readonly [Vector3, Vector3] {
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  return [
    [cosine, sine, 0],
    [sine, -cosine, 0],
  ];
}

/** An upright round post. */
export function post(foot: Vector3, radius: number, height: number): Shape {
  return { kind: 'cylinder', foot, axis: [0, 0, 1], radius, height };
}

/** A round bar between two places. */
export function bar(from: Vector3, to: Vector3, radius: number): Shape {
  const along = subtract(to, from);
  return { kind: 'cylinder', foot: from, axis: normalise(along), radius, height: lengthOf(along) };
}
