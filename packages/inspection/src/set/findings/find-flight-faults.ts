import type { ReportFinding } from '@tiepoint/protocol';
import { median } from '../median.ts';
import { distanceOf } from '../positions/local-frame.ts';
import { namePhoto, sayPhotos } from './name-photos.ts';
import { MAX_OF_A_KIND, type SetFacts } from './set-facts.ts';
import { createFinding, subjectOf } from './subject.ts';

/** Flights are planned with 60 to 80 %; with less than this, many points are observed in two photos only. */
const MIN_TYPICAL_OVERLAP = 0.5;

/** Finds errors of the flight: gaps in flight lines, position outliers, low overlap. */
export function findFlightFaults(facts: SetFacts): ReportFinding[] {
  return [...findLineGaps(facts), ...findPositionOutliers(facts), ...findLowOverlap(facts)];
}

function findLineGaps({ gaps, ready, overlap }: SetFacts): ReportFinding[] {
  const linked = new Set(gaps.length > 0 ? overlap.pairs.map((pair) => pair.join(' ')) : []);
  return gaps.slice(0, MAX_OF_A_KIND).map(({ before, after, distanceMetres, spacingMetres }) => {
    const severity = linked.has(`${before} ${after}`) ? 'Warning' : 'Problem';
    const missing = Math.max(1, Math.round(distanceMetres / spacingMetres) - 1);
    const place = `between ${namePhoto(before, ready).name} and ${namePhoto(after, ready).name}`;
    const message = `About ${sayPhotos(missing)} ${missing === 1 ? 'is' : 'are'} missing ${place}: ${Math.round(distanceMetres)} m without a photo, in a flight line with one every ${Math.round(spacingMetres)} m. Fly this part again.`;
    return createFinding(subjectOf([before, after], ready), { code: 'LineGap', severity, message });
  });
}

function findPositionOutliers({ map, ready }: SetFacts): ReportFinding[] {
  const outliers = map.placements.flatMap((placement, index) =>
    placement?.isOutlier ? [{ index, at: placement.at }] : [],
  );
  return outliers.slice(0, MAX_OF_A_KIND).map(({ index, at }) => {
    const kilometres = distanceOf(at, [0, 0]) / 1000;
    const distance = kilometres < 10 ? kilometres.toFixed(1) : Math.round(kilometres);
    const message = `${namePhoto(index, ready).name} has a position ${distance} km from the others, which is most likely wrong: remove the position or the photo.`;
    return createFinding(subjectOf([index], ready), { code: 'FarPosition', severity: 'Warning', message });
  });
}

function findLowOverlap({ overlap, map, ready }: SetFacts): ReportFinding[] {
  // A height that was estimated from the spacing gives back the overlap that was assumed for it.
  if (overlap.rule !== 'Footprints' || map.heightSource === 'Spacing') return [];
  const typical = median(overlap.maxOverlaps.filter((share) => share !== undefined));
  if (typical === undefined || typical >= MIN_TYPICAL_OVERLAP) return [];
  const message = `The median overlap between neighbouring photos is ${Math.round(100 * typical)} %: a good model needs 60 to 80 %. Take photos closer together, or from higher up.`;
  return [
    createFinding(subjectOf([...ready.keys()], ready), { code: 'ThinOverlap', severity: 'Warning', message }),
  ];
}
