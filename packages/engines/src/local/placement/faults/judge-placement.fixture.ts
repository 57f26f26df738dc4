import assert from 'node:assert/strict';
import {
  add,
  type CamerasJson,
  degrees,
  degreesBetween,
  enuFromEnu,
  fitSimilarity,
  IDENTITY,
  multiply,
  type Similarity,
  subtract,
  transformPoint,
  type Vector3,
} from '@tiepoint/scene';
import type { EnuFrame, OwnFrame } from '../../alignment/frame.ts';
import type { PositionPlacement } from '../place-by-positions.ts';
import {
  type Bound,
  displayNameOf,
  inverseOf,
  type PositionFault,
  type SpoiledBlock,
  type SpoiledPhotos,
} from './spoiled-block.fixture.ts';

/** How far a placed block is from the truth. */
export type PlacementErrors = Bound;

/** How a block with a fault ended. */
export interface Verdict {
  /** `silently wrong` is what must never happen. */
  end: 'right' | 'unplaced, told why' | 'unplaced, not told why' | 'silently wrong' | 'right, but not told';
  errors?: PlacementErrors;
  notes: readonly string[];
}

/** Compares a placement with the truth. */
export function judgePlacement(
  fault: PositionFault,
  spoiled: SpoiledBlock,
  found: PositionPlacement,
): Verdict {
  const { notes, placed } = found;
  if (!placed) return judgeErrors(fault, spoiled, { notes });
  const truthFromModel = compose(truthFromFrame(spoiled, placed.frame), placed.similarity);
  const foundFromTruth = compose(truthFromModel, inverseOf(spoiled.truthFromModel));
  return judgeErrors(fault, spoiled, { errors: errorsOf(spoiled, foundFromTruth), notes });
}

/** Compares the `cameras.json` of a finished model with the truth. */
export function judgeCameras(
  fault: PositionFault,
  spoiled: SpoiledPhotos,
  { frame, cameras, notes }: Pick<CamerasJson, 'frame' | 'cameras'> & { notes: readonly string[] },
): Verdict {
  if (frame.type !== 'enu' && frame.type !== 'model') return judgeErrors(fault, spoiled, { notes });
  const fromFrame = truthFromFrame(spoiled, frame);
  const found = new Map(cameras.map(({ photo, position }) => [photo, transformPoint(fromFrame, position)]));
  const pairs = spoiled.block.cameras.flatMap(({ fileName, centre }): [Vector3, Vector3][] => {
    const at = found.get(fileName);
    return at ? [[centre, at]] : [];
  });
  const foundFromTruth = fitSimilarity(
    pairs.map(([truth]) => truth),
    pairs.map(([, at]) => at),
  );
  return judgeErrors(fault, spoiled, { errors: errorsOf(spoiled, foundFromTruth), notes });
}

function judgeErrors(fault: PositionFault, { bound }: SpoiledPhotos, ended: Omit<Verdict, 'end'>): Verdict {
  const { errors, notes } = ended;
  const says = (pattern: RegExp | undefined) => pattern && notes.some((note) => pattern.test(note));
  if (!errors) return { ...ended, end: says(fault.cause) ? 'unplaced, told why' : 'unplaced, not told why' };
  const isRight = Object.entries(bound).every(([name, limit]) => errors[name as keyof Bound] <= limit);
  if (!isRight) return { ...ended, end: 'silently wrong' };
  return { ...ended, end: !fault.told || says(fault.told) ? 'right' : 'right, but not told' };
}

function truthFromFrame(
  { block }: SpoiledPhotos,
  frame: EnuFrame | OwnFrame | Extract<CamerasJson['frame'], { type: 'model' | 'enu' }>,
): Similarity {
  if (frame.type === 'enu')
    return { scale: 1, ...enuFromEnu({ target: block.origin, source: frame.origin }) };
  const [x = 0, y = 0, z = 0] = frame.offset ?? [];
  return { ...IDENTITY, translation: [x, y, z] };
}

/** Fails where a block ended wrong, or where the photos at fault are not named. */
export function assertPlacement(fault: PositionFault, spoiled: SpoiledBlock, found: PositionPlacement): void {
  const { end, errors, notes } = judgePlacement(fault, spoiled, found);
  const what = `${end}: ${JSON.stringify({ errors, notes, report: found.placed?.report }, rounded)}`;
  assert.ok(end === 'right' || end === 'unplaced, told why', what);
  const rejected = new Set(found.placed?.report.rejected.map(({ fileName }) => fileName));
  for (const index of fault.outliers ?? []) {
    const { fileName } = spoiled.photos[index]!;
    if (found.placed) assert.ok(rejected.has(fileName), `${fileName} is not rejected: ${what}`);
    else assert.ok(notes.join(' ').includes(displayNameOf(fileName)), `${fileName} is not named: ${what}`);
  }
}

function errorsOf({ block }: SpoiledPhotos, foundFromTruth: Similarity): PlacementErrors {
  const [r0, , r2, r3, , r5, , , r8] = foundFromTruth.rotation;
  const offset = block.cameras
    .map(({ centre }) => subtract(transformPoint(foundFromTruth, centre), centre))
    .reduce(add)
    .map((sum) => sum / block.cameras.length);
  return {
    scale: Math.abs(foundFromTruth.scale - 1),
    tiltDegrees: degreesBetween([0, 0, 1], [r2, r5, r8]),
    headingDegrees: Math.abs(degrees(Math.atan2(r3, r0))),
    horizontalMetres: Math.hypot(offset[0]!, offset[1]!),
    verticalMetres: Math.abs(offset[2]!),
  };
}

/** The similarity that applies `inner` first. */
function compose(outer: Similarity, inner: Similarity): Similarity {
  return {
    scale: outer.scale * inner.scale,
    rotation: multiply(outer.rotation, inner.rotation),
    translation: transformPoint(outer, inner.translation),
  };
}

function rounded(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(4)) : value;
}
