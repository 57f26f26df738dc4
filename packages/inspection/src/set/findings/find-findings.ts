import type { ReportFinding } from '@tiepoint/protocol';
import { findAltitudeFaults } from './find-altitude-faults.ts';
import { findDisconnected } from './find-disconnected.ts';
import { findFlightFaults } from './find-flight-faults.ts';
import { findMixedCameras } from './find-mixed-cameras.ts';
import { findPositionFaults } from './find-position-faults.ts';
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
    ...findPositionFaults(facts),
    ...findAltitudeFaults(facts),
    ...findTraits(facts),
    ...findMixedCameras(facts),
  ];
  return SEVERITIES.flatMap((severity) => found.filter((finding) => finding.severity === severity));
}
