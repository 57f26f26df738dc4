import type { ReportFinding } from '@tiepoint/protocol';
import { spreadOf } from '@tiepoint/scene';
import { roundingStepOf } from '../../metadata/rounding.ts';
import type { Placement } from '../positions/place-photos.ts';
import type { ReadyPhoto } from '../set-photo.ts';
import type { SetFacts } from './set-facts.ts';
import { createFinding, subjectOf } from './subject.ts';

/** Fewer positions say nothing about each other. */
const MIN_POSITIONS = 3;
/** A receiver that rounds does so in all photos; some positions may have been corrected since. */
const MIN_ROUNDED_SHARE = 0.5;
const METRES_PER_DEGREE = 111_000;
/** Positions of a smaller spot say little about a line, in standard deviations. */
const MIN_LINE_METRES = 8;
/** A narrower strip is a line: receivers are off by as much. */
const MAX_LINE_WIDTH_METRES = 2;
const MAX_LINE_WIDTH_SHARE = 0.02;
/** Photos of a façade from one line at several heights determine more than a line. */
const MAX_LINE_HEIGHT_METRES = 5;

interface Placed extends Placement {
  /** Index in `SetFacts.ready`. */
  index: number;
  photo: ReadyPhoto;
}

/** Finds positions that place a model wrongly or not at all: without signs, rounded, repeated, on one line. */
export function findPositionFaults(facts: SetFacts): ReportFinding[] {
  const placed = placedOf(facts);
  const rounded = findRoundedPositions(facts, placed);
  return [
    ...findUncertainSigns(facts),
    ...rounded,
    ...findRepeatedPositions(facts, placed, rounded.length > 0),
    ...findPositionsOnLine(facts, placed),
  ];
}

/** The photos with a position that agrees with the others. */
export function placedOf({ map, ready }: SetFacts): Placed[] {
  return ready.flatMap((photo, index) => {
    const placement = map.placements[index];
    return placement && !placement.isOutlier ? [{ ...placement, index, photo }] : [];
  });
}

function findUncertainSigns({ ready }: SetFacts): ReportFinding[] {
  const unsigned = ready.flatMap(({ facts }, index) => (facts.metadata.missingHemispheres ? [index] : []));
  if (unsigned.length === 0) return [];
  const subject = subjectOf(unsigned, ready);
  const message = `${subject.who} ${subject.one ? 'does' : 'do'} not say whether the position is north or south, east or west: north and east are assumed, and elsewhere the model becomes a mirror image of the place. Write GPSLatitudeRef and GPSLongitudeRef into EXIF, or give the positions in pose.txt.`;
  return [createFinding(subject, { code: 'UncertainSigns', severity: 'Warning', message })];
}

function findRoundedPositions({ ready }: SetFacts, placed: readonly Placed[]): ReportFinding[] {
  const rounded = placed.flatMap(({ index, position }) => {
    const step = roundingStepOf(position);
    return step === undefined ? [] : [{ index, step }];
  });
  if (rounded.length < Math.max(MIN_POSITIONS, MIN_ROUNDED_SHARE * placed.length)) return [];
  const subject = subjectOf(
    rounded.map(({ index }) => index),
    ready,
  );
  // A position may by chance have fewer digits than its receiver writes.
  const step = rounded.reduce((least, one) => Math.min(least, one.step), Infinity);
  const message = `The positions of ${subject.who} are rounded to about ${Math.round(step * METRES_PER_DEGREE)} m: place, scale and heading of the model will be as coarse. Write all digits into EXIF (a pose.txt in degrees does not replace the positions there), or use control points.`;
  return [createFinding(subject, { code: 'RoundedPositions', severity: 'Warning', message })];
}

function findRepeatedPositions(
  { ready }: SetFacts,
  placed: readonly Placed[],
  isRounded: boolean,
): ReportFinding[] {
  const firstAt = new Map<string, ReadyPhoto>();
  const repeated = placed.filter(({ position, photo }) => {
    const key = `${position.latitude} ${position.longitude}`;
    const first = firstAt.get(key);
    if (!first) firstAt.set(key, photo);
    return first && !isSameView(first, photo);
  });
  const subjectOfAll = (members: readonly Placed[]) =>
    subjectOf(
      members.map(({ index }) => index),
      ready,
    );
  if (firstAt.size === 1 && repeated.length >= MIN_POSITIONS - 1) {
    const all = subjectOfAll(placed);
    const message = `${all.who} have one and the same position, so that the model will have no true scale and heading: if the camera moved, the receiver had stopped. Correct the positions, or use control points.`;
    return [createFinding(all, { code: 'RepeatedPositions', severity: 'Warning', message })];
  }
  if (repeated.length === 0 || isRounded) return [];
  const subject = subjectOfAll(repeated);
  const message = `${subject.who} ${subject.one ? 'has' : 'have'} exactly the position of an earlier photo: if the camera moved in between, the receiver had stopped. Correct ${subject.one ? 'this position, or remove it' : 'these positions, or remove them'}.`;
  return [createFinding(subject, { code: 'RepeatedPositions', severity: 'Warning', message })];
}

/** Cameras of one rig, exposure series and bursts have one position with good reason. */
function isSameView(first: ReadyPhoto, photo: ReadyPhoto): boolean {
  const [before, after] = [first.facts.metadata.takenAt, photo.facts.metadata.takenAt];
  if (before !== undefined && before === after) return true;
  return photo.warnings?.some(({ code }) => code === 'NearDuplicate') ?? false;
}

function findPositionsOnLine({ ready }: SetFacts, placed: readonly Placed[]): ReportFinding[] {
  if (placed.length < MIN_POSITIONS) return [];
  const { longest, second } = spreadOf(placed.map(({ at }) => [...at, 0]));
  if (longest < MIN_LINE_METRES) return [];
  if (second > MAX_LINE_WIDTH_METRES && second > MAX_LINE_WIDTH_SHARE * longest) return [];
  const altitudes = placed.flatMap(({ photo }) => photo.facts.metadata.altitude ?? []);
  if (spreadOf(altitudes.map((altitude) => [0, 0, altitude])).longest > MAX_LINE_HEIGHT_METRES) return [];
  const subject = subjectOf(
    placed.map(({ index }) => index),
    ready,
  );
  const message = `All positions (${subject.count}) lie on one line: they do not say how far the model leans to the sides of it. Fly a second line beside it, or use control points.`;
  return [createFinding(subject, { code: 'PositionsOnLine', severity: 'Warning', message })];
}
