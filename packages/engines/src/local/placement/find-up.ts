import {
  add,
  apply,
  degreesBetween,
  dot,
  findUpDirection,
  lengthOf,
  normalise,
  perpendicular,
  radians,
  type Symmetric3,
  subtract,
  symmetricEigen,
  transpose,
  type Vector3,
} from '@tiepoint/scene';
import { medianOf } from '../alignment/middle-of.ts';
import type { ObservedPosition } from './observe-positions.ts';
import type { KnownUp } from './refine-similarity.ts';

/** A direction that may be up, and what it is from, as a phrase for users. */
export interface UpSource extends KnownUp {
  source: string;
}

const ATTITUDE_DEVIATION_RADIANS = radians(0.3);
/** Of how people and drones hold cameras. */
const CAMERA_DEVIATION_RADIANS = radians(0.5);
/** Where most photos state a pitch, up is from them. */
const MIN_STATED_SHARE = 0.5;
/** Gimbals that contradict each other more say nothing. */
const MAX_SPREAD_DEGREES = 15;
const ANGLES = 3600;
/** Below, photos that lie across a line say nothing of the roll around it. */
const MIN_SHARPNESS = 0.1;

/** Up in the model by one photo's pitch and roll; undefined without a pitch. */
export function statedUp({ attitude, camera }: ObservedPosition): Vector3 | undefined {
  if (attitude?.pitch === undefined) return undefined;
  const [pitch, roll] = [radians(attitude.pitch), radians(attitude.roll ?? 0)];
  const inCamera: Vector3 = [
    -Math.cos(pitch) * Math.sin(roll),
    -Math.cos(pitch) * Math.cos(roll),
    Math.sin(pitch),
  ];
  return apply(transpose(camera.cameraFromWorld), inCamera);
}

/** Up in the model by what most photos state; undefined if few do, or if they contradict each other. */
export function upByAttitudes(observed: readonly ObservedPosition[]): UpSource | undefined {
  const stated = observed.map(statedUp).filter((one) => one !== undefined);
  if (stated.length < 3 || stated.length < MIN_STATED_SHARE * observed.length) return undefined;
  let mean = normalise(stated.reduce(add));
  for (let round = 0; round < 3; round++) {
    const limit = 3 * medianOf(stated.map((one) => degreesBetween(one, mean))) + 0.1;
    mean = normalise(stated.filter((one) => degreesBetween(one, mean) <= limit).reduce(add, [0, 0, 0]));
  }
  const spread = medianOf(stated.map((one) => degreesBetween(one, mean)));
  if (spread > MAX_SPREAD_DEGREES) return undefined;
  const source = 'the pitch angles of the photos';
  return { direction: mean, deviationRadians: ATTITUDE_DEVIATION_RADIANS, source };
}

/** Up by how the cameras are held. */
export function upByCameras(observed: readonly ObservedPosition[]): UpSource {
  const direction = findUpDirection(
    observed.map(({ camera }) => ({
      centre: camera.centre,
      cameraFromWorld: { rotation: camera.cameraFromWorld, translation: [0, 0, 0] },
    })),
  );
  return { direction, deviationRadians: CAMERA_DEVIATION_RADIANS, source: 'how the cameras were held' };
}

/** Up where the cameras flew in a level plane; undefined where they did not fly in one. */
export function upByPlane(observed: readonly ObservedPosition[]): UpSource | undefined {
  const [flat, second] = axesOf(observed.map(({ camera }) => camera.centre));
  if (!(flat.value < 0.01 * second.value)) return undefined;
  const prior = upByCameras(observed).direction;
  const sign = dot(flat.vector, prior) < 0 ? -1 : 1;
  const direction: Vector3 = [sign * flat.vector[0], sign * flat.vector[1], sign * flat.vector[2]];
  return { direction, deviationRadians: CAMERA_DEVIATION_RADIANS, source: 'the plane of the cameras' };
}

/**
 * Up where all cameras are on one line: it is as steep as the line in the world allows, and most nearly perpendicular to
 * the photos' horizontal axes. Undefined where these are along the line.
 */
export function upAcrossLine(observed: readonly ObservedPosition[]): UpSource | undefined {
  const line = axesOf(observed.map(({ camera }) => camera.centre))[2].vector;
  const rights = observed.map(({ camera: { cameraFromWorld: r } }): Vector3 => [r[0], r[1], r[2]]);
  const slope = slopeAlong(observed, line);
  const [first, second] = perpendicular(line);
  const flat = Math.sqrt(1 - slope * slope);
  const at = (step: number): Vector3 => {
    const angle = (2 * Math.PI * step) / ANGLES;
    const across = add(times(first, Math.cos(angle)), times(second, Math.sin(angle)));
    return add(times(line, slope), times(across, flat));
  };
  const tilt = (up: Vector3) => rights.reduce((sum, right) => sum + dot(right, up) ** 2, 0) / rights.length;
  const votes = observed
    .map(({ camera: { cameraFromWorld: r } }): Vector3 => [-r[3] - r[6], -r[4] - r[7], -r[5] - r[8]])
    .reduce(add);
  let best: { up: Vector3; tilt: number } | undefined;
  let most = 0;
  for (let step = 0; step < ANGLES; step++) {
    const up = at(step);
    const value = tilt(up);
    most = Math.max(most, value);
    if (dot(up, votes) > 0 && (!best || value < best.tilt)) best = { up, tilt: value };
  }
  if (!best || most - best.tilt < MIN_SHARPNESS) return undefined;
  const deviationRadians = CAMERA_DEVIATION_RADIANS;
  return { direction: best.up, deviationRadians, source: 'how the cameras were held' };
}

/** The sine of the slope in the world along a direction of the model. */
function slopeAlong(observed: readonly ObservedPosition[], line: Vector3): number {
  const withAltitude = observed.filter(({ hasAltitude }) => hasAltitude);
  if (withAltitude.length < 2) return 0;
  const sorted = withAltitude.toSorted((a, b) => dot(a.camera.centre, line) - dot(b.camera.centre, line));
  const [low, high] = [sorted[0]!, sorted.at(-1)!];
  const step = subtract(high.to, low.to);
  return step[2] / (lengthOf(step) || 1);
}

function axesOf(points: readonly Vector3[]) {
  const middle = times(points.reduce(add, [0, 0, 0]), 1 / points.length);
  const covariance: Symmetric3 = [0, 0, 0, 0, 0, 0];
  for (const point of points) {
    const [x, y, z] = subtract(point, middle);
    const products = [x * x, x * y, x * z, y * y, y * z, z * z];
    for (const [index, product] of products.entries()) covariance[index]! += product;
  }
  return symmetricEigen(covariance);
}

function times([x, y, z]: Vector3, factor: number): Vector3 {
  return [factor * x, factor * y, factor * z];
}
