import { type Similarity, spreadOf, subtract, transformPoint, type Vector3 } from '@tiepoint/scene';
import { medianOf } from '../alignment/middle-of.ts';
import { type UpSource, upAcrossLine, upByAttitudes, upByCameras, upByPlane } from './find-up.ts';
import type { ObservedPosition, ObservedPositions } from './observe-positions.ts';
import { fitRobustly, type RobustFit, type Tolerances } from './robust-fit.ts';

/** How a position fits. */
export interface FittedPosition {
  /** Whether its place, and its altitude, agree with the model. */
  horizontal: boolean;
  vertical: boolean;
  /** Model minus position: metres east, north and up. */
  offset: Vector3;
}

/** Where heights are from: altitudes, one altitude that all photos have, or nothing. */
type Heights = 'world' | 'one altitude' | 'unknown';

/** A placement by positions, or the problem. */
export type PositionFit =
  | {
      similarity: Similarity;
      residuals: FittedPosition[];
      toleranceMetres: number;
      heights: Heights;
      /** Where all positions are on a line, or without altitudes: what says how the model is turned or tilted. */
      up?: UpSource & { for: 'line' | 'tilt' };
      isDegenerate?: never;
      problem?: never;
    }
  | { similarity?: never; problem: PlacementProblem; isDegenerate: boolean };

/** Why positions are not used. */
export interface PlacementProblem {
  /** To follow a colon, without a full stop. */
  reason: string;
  /** The model would be turned by 180 degrees. */
  isTurned?: boolean;
  /** Without another explanation, the positions are right. */
  isDoubtful?: boolean;
}

/** A smaller spread is lost in the error of GNSS receivers. */
const MIN_LONGEST_METRES = 8;
/** Receivers with corrections are so much more accurate. */
const MIN_LONGEST_DEVIATIONS = 30;
/** In a local frame, the object may be small; degrees that were given as metres have a smaller spread. */
const MIN_LOCAL_LONGEST_METRES = 0.05;
/** On a narrower line, the rotation around the line is undetermined. */
const MIN_SECOND_METRES = 2;
const MIN_SECOND_SHARE = 0.02;
const GNSS_TOLERANCES: Tolerances = { least: 1, most: 10 };
/** In a local frame, as shares of the spread. */
const LOCAL_SHARES: Tolerances = { least: 0.02, most: 0.1 };
/** Altitudes that fewer positions agree with are not heights of the model. */
const MIN_ALTITUDE_SHARE = 0.4;
const MIN_ALTITUDES = 3;
/** Nearer than receivers can tell, positions are copies. */
const SAME_METRES = 0.05;

/** Fits positions with all three coordinates, or, where they do not suffice, with a known direction of up. */
export function fitPositions(positions: ObservedPositions, areAltitudesKnown: boolean): PositionFit {
  const { observed } = positions;
  const isOnEarth = positions.frame.type === 'enu';
  const distances = distancesFromMiddle(observed);
  const tolerances = tolerancesOf({ isOnEarth, extent: medianOf(distances) });
  const tooNear = judgeExtent(observed, { isOnEarth, extent: medianOf(distances) });
  if (tooNear) return { problem: { reason: tooNear }, isDegenerate: true };
  const attitudeUp = upByAttitudes(observed);
  const altitudes = observed.filter(({ hasAltitude }) => hasAltitude).length;
  const isTiltFree = altitudes < MIN_ALTITUDES || (!areAltitudesKnown && attitudeUp !== undefined);
  const full = isTiltFree ? undefined : fitRobustly(observed, tolerances);
  if (full && areAltitudesOfMajority(full, observed)) {
    const agreeing = agreeingOf(observed, full);
    if (!isLine(agreeing, isOnEarth)) return toFit(observed, full, { heights: 'world' });
    return fitLine(observed, { agreeing, tolerances, isOnEarth });
  }
  if (!isOnEarth) return contradiction(observed);
  return fitLevelly(observed, { tolerances, attitudeUp, areAltitudesKnown }) ?? contradiction(observed);
}

function distancesFromMiddle(observed: readonly ObservedPosition[]): number[] {
  const middle = ([0, 1, 2] as const).map((axis) => medianOf(observed.map(({ to }) => to[axis])));
  return observed.map(({ to, hasAltitude }) =>
    Math.hypot(to[0] - middle[0]!, to[1] - middle[1]!, hasAltitude ? to[2] - middle[2]! : 0),
  );
}

function tolerancesOf({ isOnEarth, extent }: { isOnEarth: boolean; extent: number }): Tolerances {
  if (isOnEarth) return GNSS_TOLERANCES;
  const least = Math.min(GNSS_TOLERANCES.least, LOCAL_SHARES.least * extent);
  return { least, most: Math.min(GNSS_TOLERANCES.most, LOCAL_SHARES.most * 2 * extent) };
}

function judgeExtent(
  observed: readonly ObservedPosition[],
  { isOnEarth, extent }: { isOnEarth: boolean; extent: number },
): string | undefined {
  const places = observed.map(({ to }) => to);
  const middle = ([0, 1] as const).map((axis) => medianOf(places.map((to) => to[axis])));
  const across = places.map(([x, y]) => Math.hypot(x - middle[0]!, y - middle[1]!));
  if (isOnEarth && Math.max(...across) < SAME_METRES)
    return `all ${observed.length} positions are the same, rounded or copied: the photos need the positions at which they were taken`;
  if (!isOnEarth) {
    const isDegrees = medianOf(across) < MIN_LOCAL_LONGEST_METRES / 2;
    return isDegrees ? `all ${observed.length} positions are at one spot` : undefined;
  }
  const deviation = medianOf(observed.map(({ expected }) => expected.horizontal));
  const least =
    deviation > 0 ? Math.min(MIN_LONGEST_METRES, MIN_LONGEST_DEVIATIONS * deviation) : MIN_LONGEST_METRES;
  if (extent >= least) return undefined;
  return `the positions are too near to one another for their accuracy: half of them are within ${extent.toFixed(1)} m of their middle, and ${least.toFixed(0)} m are needed`;
}

function areAltitudesOfMajority({ fits }: RobustFit, observed: readonly ObservedPosition[]): boolean {
  const inPlace = observed.flatMap(({ hasAltitude }, i) =>
    hasAltitude && fits[i]!.horizontal ? [fits[i]!] : [],
  );
  const agreeing = inPlace.filter(({ vertical }) => vertical).length;
  return agreeing >= MIN_ALTITUDES && agreeing >= MIN_ALTITUDE_SHARE * inPlace.length;
}

function agreeingOf(observed: readonly ObservedPosition[], { fits }: RobustFit): ObservedPosition[] {
  return observed.filter((_, index) => fits[index]!.horizontal);
}

/** By the places only: what agrees with altitudes is in a plane at least where the places are. */
function isLine(agreeing: readonly ObservedPosition[], isOnEarth: boolean): boolean {
  const { longest, second } = spreadOf(agreeing.filter(({ hasAltitude }) => hasAltitude).map(({ to }) => to));
  return second < Math.max(isOnEarth ? MIN_SECOND_METRES : 0, MIN_SECOND_SHARE * longest);
}

function fitLine(
  observed: readonly ObservedPosition[],
  {
    agreeing,
    tolerances,
    isOnEarth,
  }: { agreeing: readonly ObservedPosition[]; tolerances: Tolerances; isOnEarth: boolean },
): PositionFit {
  const up = isOnEarth ? (upByAttitudes(agreeing) ?? upAcrossLine(agreeing)) : undefined;
  const fit = up && fitRobustly(observed, tolerances, up);
  if (!fit) {
    const reason =
      'the positions are on one straight line, and neither pitch angles nor the directions of the cameras say how the model is turned around it';
    return { problem: { reason }, isDegenerate: true };
  }
  return toFit(observed, fit, { heights: 'world', up: { ...up, for: 'line' } });
}

/** By places only, with up from elsewhere. */
function fitLevelly(
  observed: readonly ObservedPosition[],
  choice: { tolerances: Tolerances; attitudeUp: UpSource | undefined; areAltitudesKnown: boolean },
): PositionFit | undefined {
  const { tolerances, attitudeUp, areAltitudesKnown } = choice;
  const level = observed.map((one): ObservedPosition => ({ ...one, hasAltitude: false }));
  const candidates = attitudeUp ? [attitudeUp] : [upByPlane(observed), upByCameras(observed)];
  const fits = candidates.flatMap((up) => {
    const fit = up && fitRobustly(level, tolerances, up);
    return fit ? [{ up, fit, used: agreeingOf(level, fit).length }] : [];
  });
  const [best] = fits.sort((a, b) => a.fit.toleranceMetres - b.fit.toleranceMetres || b.used - a.used);
  if (!best) return undefined;
  const heights: Heights = areAltitudesKnown ? 'unknown' : 'one altitude';
  const { similarity } = best.fit;
  const heightsNow = observed.map(({ camera }) => transformPoint(similarity, camera.centre)[2]);
  const target = heights === 'one altitude' ? medianOf(observed.map(({ to }) => to[2])) : 0;
  const [x, y, z] = similarity.translation;
  const lifted: Similarity = { ...similarity, translation: [x, y, z + target - medianOf(heightsNow)] };
  return toFit(level, { ...best.fit, similarity: lifted }, { heights, up: { ...best.up, for: 'tilt' } });
}

function toFit(
  observed: readonly ObservedPosition[],
  { similarity, fits, toleranceMetres }: RobustFit,
  more: { heights: Heights; up?: UpSource & { for: 'line' | 'tilt' } },
): PositionFit {
  const residuals = fits.map(({ horizontal, vertical }, index): FittedPosition => {
    const { camera, to } = observed[index]!;
    return { horizontal, vertical, offset: subtract(transformPoint(similarity, camera.centre), to) };
  });
  return { similarity, residuals, toleranceMetres, ...more };
}

function contradiction(observed: readonly ObservedPosition[]): PositionFit {
  const reason = `the ${observed.length} positions of the photos contradict each other: no majority of them fits the model`;
  return { problem: { reason }, isDegenerate: false };
}
