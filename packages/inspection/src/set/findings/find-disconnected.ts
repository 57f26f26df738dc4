import type { ReportFinding } from '@tiepoint/protocol';
import { median } from '../median.ts';
import { distanceOf } from '../positions/local-frame.ts';
import { namePhoto } from './name-photos.ts';
import { MAX_OF_A_KIND, type SetFacts } from './set-facts.ts';
import { createFinding, subjectOf } from './subject.ts';

/** A weak link that separates fewer photos is the end of a flight line. */
const MIN_SEPARATED = 3;
/** Photos with a single neighbour are reported if the median photo has at least so many. */
const MIN_TYPICAL_NEIGHBOURS = 4;
/** The nearest photos of two components are searched among so many of each. */
const MAX_SAMPLED = 500;

/** Finds photos that will not be registered together with the rest, or are at risk. */
export function findDisconnected(facts: SetFacts): ReportFinding[] {
  return [...findSeparateComponents(facts), ...findUnconnected(facts), ...findWeakLinks(facts)];
}

function findSeparateComponents(facts: SetFacts): ReportFinding[] {
  const { connections, ready, overlap } = facts;
  const [main = [], ...others] = connections.components;
  const islands = others.filter(({ length }) => length > 1).slice(0, MAX_OF_A_KIND);
  return islands.map((component) => {
    const island = subjectOf(component, ready);
    // Thumbnails are small: a real overlap may be missed.
    if (component.some((index) => overlap.byThumbnails.has(index))) {
      const message = `${island.who} seem to have nothing in common with the rest: if they show the same thing, take photos between; if not, make a project of their own.`;
      return createFinding(island, { code: 'Island', severity: 'Warning', message });
    }
    const message = `${island.who} are an island and will not connect with the rest: ${adviseBridge(facts, main, component)}.`;
    return createFinding(island, { code: 'Island', severity: 'Problem', message });
  });
}

function adviseBridge(facts: SetFacts, main: readonly number[], component: readonly number[]): string {
  const bridge = findNearestPair(facts, main, component);
  if (!bridge) return 'take photos between';
  const [from, to] = [namePhoto(bridge.from, facts.ready), namePhoto(bridge.to, facts.ready)];
  return `fly a line between ${from.name} and ${to.name}, ${Math.round(bridge.metres)} m apart`;
}

function findNearestPair({ map }: SetFacts, main: readonly number[], component: readonly number[]) {
  const points = (indices: readonly number[]) => {
    const step = Math.ceil(indices.length / MAX_SAMPLED);
    return indices
      .filter((_, position) => position % step === 0)
      .flatMap((index) => {
        const at = map.placements[index]?.at;
        return at ? [{ index, at }] : [];
      });
  };
  const starts = points(main);
  let nearest: { from: number; to: number; metres: number } | undefined;
  for (const end of points(component)) {
    for (const start of starts) {
      const metres = distanceOf(start.at, end.at);
      if (metres < (nearest?.metres ?? Infinity)) nearest = { from: start.index, to: end.index, metres };
    }
  }
  return nearest;
}

function findUnconnected({ connections, ready, map, overlap }: SetFacts): ReportFinding[] {
  if (ready.length < 2) return [];
  const { neighbours } = connections;
  const typical = median(neighbours) ?? 0;
  const known = [...ready.keys()].filter(
    (index) => !overlap.unknown.has(index) && !map.placements[index]?.isOutlier,
  );
  const withNeighbours = (count: number, byThumbnails: boolean) =>
    subjectOf(
      known.filter(
        (index) => neighbours[index] === count && overlap.byThumbnails.has(index) === byThumbnails,
      ),
      ready,
    );
  const found: ReportFinding[] = [];
  const alone = withNeighbours(0, false);
  if (alone.indices.length > 0) {
    const message = `${alone.who} will connect with no other: take more photos around ${alone.them}, or remove ${alone.them}.`;
    found.push(createFinding(alone, { code: 'Straggler', severity: 'Problem', message }));
  }
  const strange = withNeighbours(0, true);
  if (strange.indices.length > 0) {
    const message = `${strange.who} ${strange.one ? 'seems' : 'seem'} to have nothing in common with any other: take more photos around ${strange.them}, or remove ${strange.them}.`;
    found.push(createFinding(strange, { code: 'Straggler', severity: 'Warning', message }));
  }
  const thin = withNeighbours(1, false);
  if (thin.indices.length > 0 && typical >= MIN_TYPICAL_NEIGHBOURS) {
    const message = `${thin.who} will connect with only one other and may be left out: take more photos around ${thin.them}.`;
    found.push(createFinding(thin, { code: 'Straggler', severity: 'Warning', message }));
  }
  return found;
}

function findWeakLinks({ connections, ready, overlap }: SetFacts): ReportFinding[] {
  // Thumbnails are compared only until the photos connect, so single links are no sign of a weak one.
  if (overlap.rule === 'Sight' || overlap.rule === 'None') return [];
  return connections.weakLinks
    .filter(
      ({ index, separated }) =>
        separated >= MIN_SEPARATED && !overlap.unknown.has(index) && !overlap.byThumbnails.has(index),
    )
    .sort((a, b) => b.separated - a.separated)
    .slice(0, MAX_OF_A_KIND)
    .map(({ index, separated }) => {
      const { name } = namePhoto(index, ready);
      const message = `Only ${name} connects ${separated} photos with the rest: take more photos around it.`;
      return createFinding(subjectOf([index], ready), { code: 'WeakLink', severity: 'Warning', message });
    });
}
