import type { ReportFinding } from '@tiepoint/protocol';
import { findDisconnected } from './find-disconnected.ts';
import { findFlightFaults } from './find-flight-faults.ts';
import { findTraits } from './find-traits.ts';
import { findUnusable } from './find-unusable.ts';
import type { SetFacts } from './set-facts.ts';

const SEVERITIES = ['Problem', 'Warning', 'Notice'] as const;

/** Everything worth knowing about a set, problems first. */
export function findFindings(facts: SetFacts): ReportFinding[] {
  const found = [
    ...findUnusable(facts),
    ...findDisconnected(facts),
    ...findFlightFaults(facts),
    ...findTraits(facts),
  ];
  return SEVERITIES.flatMap((severity) => found.filter((finding) => finding.severity === severity));
}
