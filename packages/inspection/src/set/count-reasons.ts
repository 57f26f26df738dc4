import type { ReportReason } from '@tiepoint/protocol';
import type { SetPhoto, SetReport } from './set-photo.ts';

/** Counts the photos by state, by fault and by warning. */
export function countReasons(photos: readonly SetPhoto[]): Pick<SetReport, 'states' | 'reasons'> {
  const states = count(photos.map(({ state }) => state));
  const faults = count(photos.flatMap(({ faults = [] }) => [...new Set(faults.map(({ code }) => code))]));
  const warnings = count(
    photos.flatMap(({ warnings = [] }) => [...new Set(warnings.map(({ code }) => code))]),
  );
  const reasons: ReportReason[] = [
    ...[...faults].map(([error, count]) => ({ error, warning: null, count })),
    ...[...warnings].map(([warning, count]) => ({ error: null, warning, count })),
  ];
  return {
    states: [...states].map(([state, count]) => ({ state, count })),
    reasons: reasons.sort((a, b) => Number(b.error !== null) - Number(a.error !== null) || b.count - a.count),
  };
}

function count<Key>(keys: readonly Key[]): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
