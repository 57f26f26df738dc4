import type { ReportFinding } from '@tiepoint/protocol';
import type { SetFacts } from './set-facts.ts';
import { createFinding, subjectOf } from './subject.ts';

/** Finds missing positions, photos that were not compared, and near duplicates. */
export function findTraits(facts: SetFacts): ReportFinding[] {
  return [...findMissingPositions(facts), ...findUncompared(facts), ...findDuplicates(facts)];
}

function findMissingPositions({ map, ready }: SetFacts): ReportFinding[] {
  const missing = subjectOf(
    [...ready.keys()].filter((index) => !map.placements[index]),
    ready,
  );
  if (missing.indices.length === 0) return [];
  if (missing.indices.length === ready.length) {
    const message =
      'No photo has a position in EXIF: without pose.txt or control points, the model will have no true scale, location or north.';
    return [createFinding(missing, { code: 'NoPositions', severity: 'Notice', message })];
  }
  const message = `${missing.who} ${missing.one ? 'has' : 'have'} no position.`;
  return [createFinding(missing, { code: 'NoPositions', severity: 'Warning', message })];
}

function findUncompared({ overlap, ready }: SetFacts): ReportFinding[] {
  const unknown = subjectOf([...overlap.unknown], ready);
  if (ready.length < 2 || unknown.indices.length === 0) return [];
  const message = `${unknown.count} ${unknown.one ? 'was' : 'were'} not compared with others: whether ${unknown.one ? 'it connects' : 'they connect'} is not known.`;
  return [createFinding(unknown, { code: 'NotCompared', severity: 'Notice', message })];
}

function findDuplicates({ ready }: SetFacts): ReportFinding[] {
  const isSame = (index: number) =>
    ready[index]?.warnings?.some(({ code }) => code === 'NearDuplicate') ?? false;
  const same = subjectOf([...ready.keys()].filter(isSame), ready);
  if (same.indices.length === 0) return [];
  const message = `${same.who} ${same.one ? 'shows' : 'show'} nearly the same as others: near duplicates cost time and add little.`;
  return [createFinding(same, { code: 'Duplicates', severity: 'Notice', message })];
}
