import {
  enuFromGeodetic,
  fitSimilarity,
  type Similarity,
  spreadOf,
  transformPoint,
  type Vector3,
} from '@tiepoint/scene';
import type { ControlPoint, ControlPointResult, ResidualRms } from '../../port/engine.ts';
import type { EnuFrame, OwnFrame } from './frame.ts';
import type { TriangulatedControlPoint } from './triangulate-control-points.ts';

/** The frame of a model that is aligned to control points. */
export type ControlFrame = EnuFrame | OwnFrame;

/** Residuals of the control points. */
export interface ControlPointReport {
  controlPoints: ControlPointResult[];
  /** Over the points of the fit. */
  controlPointRms?: ResidualRms;
  checkpointRms?: ResidualRms;
}

/** The transform from a model's own coordinates to a frame; or the problem, as text to follow a colon. */
export type ControlPointFit = { report: ControlPointReport } & (
  | { similarity: Similarity; frame: ControlFrame; problem?: never }
  | { similarity?: never; frame?: never; problem: string }
);

/** A point in the model and in the target frame. */
interface Pair {
  name: string;
  from: Vector3;
  to: Vector3;
}

/** A similarity transform needs three. */
const MIN_POINTS = 3;
/** On a line narrower than this share of its length, the rotation around the line is undetermined. */
const MIN_WIDTH_SHARE = 0.02;
/** A larger RMS error, as a share of the spread, means a gross error: a wrong digit, or swapped points. */
const MAX_MISFIT_SHARE = 0.05;

/** Fits a model to its control points, without the checkpoints, by least squares. */
export function fitToControlPoints(located: readonly TriangulatedControlPoint[]): ControlPointFit {
  const control = located.filter(({ point, position }) => position && !point.checkpoint);
  const frame = frameOf(control);
  const pairs = frame ? control.flatMap((one) => pairOf(one, frame)) : [];
  if (!frame || pairs.length < MIN_POINTS) {
    const all = located.filter(({ point }) => !point.checkpoint).length;
    const problem = `${pairs.length} of ${all} (without checkpoints) can be triangulated from the photos, and ${MIN_POINTS} are needed`;
    return { problem, report: reportUnused(located) };
  }
  const problem = judgeSpread(pairs);
  if (problem) return { problem, report: reportUnused(located) };
  const similarity = fit(pairs);
  const contradiction = judgeMisfit(pairs, similarity);
  if (contradiction) return { problem: contradiction, report: reportUnused(located) };
  return { similarity, frame, report: reportFit(located, frame, similarity) };
}

function frameOf([first]: readonly TriangulatedControlPoint[]): ControlFrame | undefined {
  if (!first) return undefined;
  const { place } = first.point;
  if (place.type === 'model') return { type: 'model' };
  const { longitude, latitude, altitude } = place;
  return { type: 'enu', origin: { longitude, latitude, altitude } };
}

function pairOf({ point, position }: TriangulatedControlPoint, frame: ControlFrame): Pair[] {
  const to = coordinatesIn(frame, point.place);
  return position && to ? [{ name: point.name, from: position, to }] : [];
}

/** Undefined for coordinates of the other kind. */
function coordinatesIn(frame: ControlFrame, place: ControlPoint['place']): Vector3 | undefined {
  if (frame.type === 'enu')
    return place.type === 'geographic' ? enuFromGeodetic(place, frame.origin) : undefined;
  return place.type === 'model' ? [place.x, place.y, place.z] : undefined;
}

function judgeSpread(pairs: readonly Pair[]): string | undefined {
  for (const places of [pairs.map(({ from }) => from), pairs.map(({ to }) => to)]) {
    const { longest, second } = spreadOf(places);
    if (!(second > MIN_WIDTH_SHARE * longest)) return 'they lie on one line or one spot';
  }
  return undefined;
}

function fit(pairs: readonly Pair[]): Similarity {
  return fitSimilarity(
    pairs.map(({ from }) => from),
    pairs.map(({ to }) => to),
  );
}

function judgeMisfit(pairs: readonly Pair[], similarity: Similarity): string | undefined {
  const { longest } = spreadOf(pairs.map(({ to }) => to));
  const misfit = misfitOf(pairs, similarity);
  if (misfit <= MAX_MISFIT_SHARE * longest) return undefined;
  const suspect = findSuspect(pairs);
  const most = suspect === undefined ? '' : `, most of all "${suspect}"`;
  return `they contradict each other by ${misfit.toFixed(1)} m${most}: check their coordinates and observations`;
}

/** Root mean square of the distances, in metres. */
function misfitOf(pairs: readonly Pair[], similarity: Similarity): number {
  const squares = pairs.map(({ from, to }) => {
    const at = transformPoint(similarity, from);
    return (at[0] - to[0]) ** 2 + (at[1] - to[1]) ** 2 + (at[2] - to[2]) ** 2;
  });
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}

/** The point without which the others fit best; undefined for three points, which always fit without one. */
function findSuspect(pairs: readonly Pair[]): string | undefined {
  if (pairs.length <= MIN_POINTS) return undefined;
  const trials = pairs.flatMap(({ name }, index) => {
    const others = pairs.toSpliced(index, 1);
    return judgeSpread(others) === undefined ? [{ name, misfit: misfitOf(others, fit(others)) }] : [];
  });
  return trials.sort((a, b) => a.misfit - b.misfit)[0]?.name;
}

function reportUnused(located: readonly TriangulatedControlPoint[]): ControlPointReport {
  return { controlPoints: located.map((one) => resultOf(one, undefined)) };
}

function reportFit(
  located: readonly TriangulatedControlPoint[],
  frame: ControlFrame,
  similarity: Similarity,
): ControlPointReport {
  const controlPoints = located.map((one) => {
    const [pair] = pairOf(one, frame);
    if (!pair) return resultOf(one, undefined);
    const [x, y, z] = transformPoint(similarity, pair.from);
    return resultOf(one, { east: x - pair.to[0], north: y - pair.to[1], up: z - pair.to[2] });
  });
  const fitted = rmsOf(controlPoints.filter(({ checkpoint }) => !checkpoint));
  const checked = rmsOf(controlPoints.filter(({ checkpoint }) => checkpoint));
  return {
    controlPoints,
    ...(fitted && { controlPointRms: fitted }),
    ...(checked && { checkpointRms: checked }),
  };
}

function resultOf(
  { point, position, reason, reprojectionError, observationCount }: TriangulatedControlPoint,
  residual: ControlPointResult['residual'] | undefined,
): ControlPointResult {
  const { name, checkpoint } = point;
  return {
    ...{ name, checkpoint, reprojectionError, marks: observationCount },
    used: residual !== undefined,
    reason: reason ?? (position && !residual ? 'The model was not georeferenced by control points.' : null),
    residual: residual ?? null,
  };
}

function rmsOf(results: readonly ControlPointResult[]): ResidualRms | undefined {
  const residuals = results.flatMap(({ residual }) => (residual ? [residual] : []));
  if (residuals.length === 0) return undefined;
  const mean = (squares: number[]) => squares.reduce((sum, square) => sum + square, 0) / squares.length;
  return {
    horizontal: Math.sqrt(mean(residuals.map(({ east, north }) => east ** 2 + north ** 2))),
    vertical: Math.sqrt(mean(residuals.map(({ up }) => up ** 2))),
  };
}
