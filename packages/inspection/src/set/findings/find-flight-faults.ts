import type { ReportFinding } from '@tiepoint/protocol';
import { median } from '../median.ts';
import { distanceOf } from '../positions/local-frame.ts';
import { namePhoto, sayPhotos } from './name-photos.ts';
import { MAX_OF_A_KIND, type SetFacts } from './set-facts.ts';
import { subjectOf, tell } from './subject.ts';

/** Flights are planned with 60 to 80 %; less than this between neighbours leaves points that only two photos see. */
const MIN_TYPICAL_OVERLAP = 0.5;

/** What went wrong in the air: gaps in lines, wrong positions, photos too far apart all over. */
export function findFlightFaults(facts: SetFacts): ReportFinding[] {
  return [...findLineGaps(facts), ...findPositionOutliers(facts), ...findLowOverlap(facts)];
}

function findLineGaps({ gaps, ready, overlap }: SetFacts): ReportFinding[] {
  const linked = new Set(gaps.length > 0 ? overlap.pairs.map((pair) => pair.join(' ')) : []);
  return gaps.slice(0, MAX_OF_A_KIND).map(({ before, after, distance, typical }) => {
    const severity = linked.has(`${before} ${after}`) ? 'Warning' : 'Problem';
    const missing = Math.max(1, Math.round(distance / typical) - 1);
    const place = `between ${namePhoto(before, ready).name} and ${namePhoto(after, ready).name}`;
    const message = `About ${sayPhotos(missing)} ${missing === 1 ? 'is' : 'are'} missing ${place}: ${Math.round(distance)} m without a photo where the line has one every ${Math.round(typical)} m. Fly this part again.`;
    return tell('LineGap', severity, subjectOf([before, after], ready), message);
  });
}

function findPositionOutliers({ map, ready }: SetFacts): ReportFinding[] {
  const far = map.placements.flatMap((placement, index) =>
    placement?.far ? [{ index, at: placement.at }] : [],
  );
  return far.slice(0, MAX_OF_A_KIND).map(({ index, at }) => {
    const kilometres = distanceOf(at, [0, 0]) / 1000;
    const distance = kilometres < 10 ? kilometres.toFixed(1) : Math.round(kilometres);
    const message = `${namePhoto(index, ready).name} says that it was taken ${distance} km from the others: its position is most likely wrong; remove it, or the photo.`;
    return tell('FarPosition', 'Warning', subjectOf([index], ready), message);
  });
}

function findLowOverlap({ overlap, map, ready }: SetFacts): ReportFinding[] {
  // Heights that were guessed from the spacing can't say how much it leaves in common.
  if (overlap.rule !== 'Footprints' || map.heightSource === 'Spacing') return [];
  const typical = median(overlap.bestShared.filter((shared) => shared !== undefined));
  if (typical === undefined || typical >= MIN_TYPICAL_OVERLAP) return [];
  const message = `As a rule, a photo shares ${Math.round(100 * typical)} % of what it shows with the nearest other: 60 to 80 % make a good model. Take photos closer together, or from higher up.`;
  return [tell('ThinOverlap', 'Warning', subjectOf([...ready.keys()], ready), message)];
}
