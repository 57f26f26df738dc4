import assert from 'node:assert/strict';
import {
  add,
  degrees,
  degreesBetween,
  enuFromEnu,
  multiply,
  type Similarity,
  subtract,
  transformPoint,
  type Vector3,
} from '@tiepoint/scene';
import type { PositionPlacement } from '../place-by-positions.ts';
import {
  type Bound,
  displayNameOf,
  inverseOf,
  type PositionFault,
  type SpoiledBlock,
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
  const says = (pattern: RegExp) => notes.some((note) => pattern.test(note));
  if (!placed) {
    const isTold = fault.cause !== undefined && says(fault.cause);
    return { end: isTold ? 'unplaced, told why' : 'unplaced, not told why', notes };
  }
  const { frame, similarity } = placed;
  const truthFromFrame =
    frame.type === 'enu'
      ? enuFromEnu({ target: spoiled.block.origin, source: frame.origin })
      : { rotation: ONE, translation: frame.offset ?? NOWHERE };
  const truthFromModel = compose({ scale: 1, ...truthFromFrame }, similarity);
  const errors = errorsOf(spoiled, truthFromModel);
  const isRight = Object.entries(spoiled.bound).every(
    ([name, bound]) => errors[name as keyof Bound] <= bound,
  );
  if (!isRight) return { end: 'silently wrong', errors, notes };
  const isTold = !fault.told || says(fault.told);
  return { end: isTold ? 'right' : 'right, but not told', errors, notes };
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

const ONE = [1, 0, 0, 0, 1, 0, 0, 0, 1] as const;
const NOWHERE: Vector3 = [0, 0, 0];

function errorsOf({ block, truthFromModel }: SpoiledBlock, found: Similarity): PlacementErrors {
  const foundFromTruth = compose(found, inverseOf(truthFromModel));
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
