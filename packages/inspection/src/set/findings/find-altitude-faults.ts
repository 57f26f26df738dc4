import type { ReportFinding } from '@tiepoint/protocol';
import { median } from '../median.ts';
import type { ReadyPhoto } from '../set-photo.ts';
import { placedOf } from './find-position-faults.ts';
import type { SetFacts } from './set-facts.ts';
import { createFinding, subjectOf } from './subject.ts';

/** Fewer altitudes have no outliers. */
const MIN_ALTITUDES = 5;
/** The least difference of an outlier: photos from the ground and from as high as drones may fly are one set. */
const MIN_DIFFERENCE_METRES = 150;
/** An altitude of exactly 0 is none, where the others are higher or lower than this. */
const MIN_LEVEL_METRES = 10;
/** An outlier is so many median absolute deviations off: about ten standard deviations. */
const MIN_DEVIATIONS = 15;
/** Positions of RTK and PPK are stated to be as exact … */
const MAX_RTK_METRES = 0.1;
/** … and those of other receivers less exact than this, or not at all. */
const MIN_OTHER_METRES = 0.5;

interface Member {
  index: number;
  photo: ReadyPhoto;
}

/** Finds altitudes that are missing, wrong, or of several references, and positions of mixed accuracy. */
export function findAltitudeFaults(facts: SetFacts): ReportFinding[] {
  const placed = placedOf(facts);
  if (placed.length === 0) return [];
  return [
    ...findMissingAltitudes(facts, placed),
    ...findAltitudeOutliers(facts, placed),
    ...findMixedAltitudes(facts, placed),
    ...findMixedRtk(facts, placed),
  ];
}

function findMissingAltitudes({ ready }: SetFacts, placed: readonly Member[]): ReportFinding[] {
  const without = placed.filter(({ photo }) => photo.facts.metadata.altitude === undefined);
  // Receivers without one, and some programs, write 0.
  const isNone = placed.every(({ photo }) => !photo.facts.metadata.altitude);
  const missing = subjectOf(indicesOf(isNone ? placed : without), ready);
  if (missing.indices.length === 0) return [];
  if (isNone) {
    const message =
      'No photo has an altitude (or only 0): the heights of the model will not be those of the world. Use control points, if you need them.';
    return [createFinding(missing, { code: 'NoAltitudes', severity: 'Notice', message })];
  }
  const message = `${missing.who} ${missing.one ? 'has a position without an' : 'have positions without an'} altitude: what ${missing.one ? 'it says' : 'they say'} of the model's height is lost. Write GPSAltitude into EXIF, if you know it.`;
  return [createFinding(missing, { code: 'NoAltitudes', severity: 'Warning', message })];
}

function findAltitudeOutliers({ ready }: SetFacts, placed: readonly Member[]): ReportFinding[] {
  const known = placed.filter(({ photo }) => photo.facts.metadata.altitude !== undefined);
  if (known.length < MIN_ALTITUDES) return [];
  const isZero = ({ photo }: Member) => photo.facts.metadata.altitude === 0;
  const typical = median(known.filter((one) => !isZero(one)).map(altitudeOf)) ?? 0;
  // The altitude of the take-off is the same in all photos of a flight.
  const isRelative = known.every(({ photo }) => photo.facts.metadata.relativeAltitude !== undefined);
  const levels = known.map((one) => levelOf(one, isRelative));
  const middle = median(levels) ?? 0;
  const differences = levels.map((level) => Math.abs(level - middle));
  const limit = Math.max(MIN_DIFFERENCE_METRES, MIN_DEVIATIONS * (median(differences) ?? 0));
  const outliers = known.filter(
    (one, at) => differences[at]! > limit || (isZero(one) && Math.abs(typical) > MIN_LEVEL_METRES),
  );
  if (outliers.length === 0) return [];
  const subject = subjectOf(indicesOf(outliers), ready);
  const [least, most] = outliers
    .map(altitudeOf)
    .reduce(([low, high], altitude) => [Math.min(low, altitude), Math.max(high, altitude)], [
      Infinity,
      -Infinity,
    ] as [number, number]);
  const range =
    Math.round(least) === Math.round(most)
      ? `${Math.round(least)} m`
      : `${Math.round(least)} to ${Math.round(most)} m`;
  const message = `${subject.who} ${subject.one ? 'has' : 'have'} an altitude of ${range}, where the others are at about ${Math.round(typical)} m: it is most likely wrong. Correct GPSAltitude in EXIF, or remove it.`;
  return [createFinding(subject, { code: 'AltitudeOutliers', severity: 'Warning', message })];
}

function levelOf({ photo }: Member, isRelative: boolean): number {
  const { altitude = 0, relativeAltitude = 0 } = photo.facts.metadata;
  return isRelative ? altitude - relativeAltitude : altitude;
}

function altitudeOf({ photo }: Member): number {
  return photo.facts.metadata.altitude ?? 0;
}

function findMixedAltitudes({ ready }: SetFacts, placed: readonly Member[]): ReportFinding[] {
  const above = (surface: 'ellipsoid' | 'seaLevel') =>
    placed.filter(({ photo }) => photo.facts.metadata.altitudeAbove === surface);
  const [ellipsoid, seaLevel] = [above('ellipsoid'), above('seaLevel')];
  if (ellipsoid.length === 0 || seaLevel.length === 0) return [];
  const isSeaFewer = seaLevel.length <= ellipsoid.length;
  const fewer = subjectOf(indicesOf(isSeaFewer ? seaLevel : ellipsoid), ready);
  const [own, other] = isSeaFewer ? ['sea level', 'the ellipsoid'] : ['the ellipsoid', 'sea level'];
  const message = `${fewer.who} ${fewer.one ? 'gives its altitude' : 'give their altitudes'} above ${own}, the others above ${other}: the two differ by up to 100 m. Bring all to one reference, or use control points.`;
  return [createFinding(fewer, { code: 'MixedAltitudes', severity: 'Warning', message })];
}

function findMixedRtk({ ready }: SetFacts, placed: readonly Member[]): ReportFinding[] {
  const deviationOf = ({ photo }: Member) => photo.facts.metadata.horizontalDeviation;
  const fixed = placed.flatMap((one) => {
    const metres = deviationOf(one);
    return metres !== undefined && metres <= MAX_RTK_METRES ? [metres] : [];
  });
  const others = placed.filter((one) => (deviationOf(one) ?? Infinity) >= MIN_OTHER_METRES);
  if (fixed.length === 0 || others.length === 0) return [];
  const subject = subjectOf(indicesOf(others), ready);
  const centimetres = Math.max(1, Math.round(100 * (median(fixed) ?? 0)));
  const message = `${subject.who} ${subject.one ? 'has' : 'have'} no RTK fix, beside ${fixed.length} with a stated deviation of about ${centimetres} cm: ${subject.one ? 'it is' : 'they are'} off by metres. Correct ${subject.them} by PPK, or expect the model to be as exact as the others only where those lie.`;
  return [createFinding(subject, { code: 'MixedRtk', severity: 'Warning', message })];
}

function indicesOf(members: readonly Member[]): number[] {
  return members.map(({ index }) => index);
}
