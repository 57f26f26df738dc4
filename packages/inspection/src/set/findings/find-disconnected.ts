import type { ReportFinding } from '@tiepoint/protocol';
import { median } from '../median.ts';
import { distanceOf } from '../positions/local-frame.ts';
import { namePhoto } from './name-photos.ts';
import { MAX_OF_A_KIND, type SetFacts } from './set-facts.ts';
import { subjectOf, tell } from './subject.ts';

/** Fewer photos than this behind a weak link are an end of a line rather than a part. */
const MIN_LOSS = 3;
/** A photo with a single neighbour is told of where others usually have as many as this. */
const MIN_TYPICAL_NEIGHBOURS = 4;
/** The nearest two photos of two groups are looked for among so many of each. */
const MAX_SAMPLED = 500;

/** Photos that will not connect with the rest, or only just. */
export function findDisconnected(facts: SetFacts): ReportFinding[] {
  return [...findSeparateComponents(facts), ...findUnconnected(facts), ...findWeakLinks(facts)];
}

function findSeparateComponents(facts: SetFacts): ReportFinding[] {
  const { connections, ready, overlap } = facts;
  const [main = [], ...others] = connections.groups;
  const islands = others.filter((group) => group.length > 1).slice(0, MAX_OF_A_KIND);
  return islands.map((group) => {
    const island = subjectOf(group, ready);
    // Thumbnails are small: what was not seen on them may be there all the same.
    if (group.some((index) => overlap.byThumbnails.has(index))) {
      const message = `${island.who} seem to have nothing in common with the rest: if they show the same thing, take photos between; if not, make a project of their own.`;
      return tell('Island', 'Warning', island, message);
    }
    const message = `${island.who} are an island and will not connect with the rest: ${adviseBridge(facts, main, group)}.`;
    return tell('Island', 'Problem', island, message);
  });
}

function adviseBridge(facts: SetFacts, main: readonly number[], group: readonly number[]): string {
  const bridge = findNearestPair(facts, main, group);
  if (!bridge) return 'take photos between';
  const [from, to] = [namePhoto(bridge.from, facts.ready), namePhoto(bridge.to, facts.ready)];
  return `fly a line between ${from.name} and ${to.name}, ${Math.round(bridge.metres)} m apart`;
}

function findNearestPair({ map }: SetFacts, main: readonly number[], group: readonly number[]) {
  const points = (indices: readonly number[]) => {
    const step = Math.ceil(indices.length / MAX_SAMPLED);
    return indices
      .filter((_, place) => place % step === 0)
      .flatMap((index) => {
        const at = map.placements[index]?.at;
        return at ? [{ index, at }] : [];
      });
  };
  const starts = points(main);
  let nearest: { from: number; to: number; metres: number } | undefined;
  for (const end of points(group)) {
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
  // Of a wrong position and of an unknown one nothing follows.
  const known = [...ready.keys()].filter(
    (index) => !overlap.unknown.has(index) && !map.placements[index]?.far,
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
    found.push(tell('Straggler', 'Problem', alone, message));
  }
  const strange = withNeighbours(0, true);
  if (strange.indices.length > 0) {
    const message = `${strange.who} ${strange.one ? 'seems' : 'seem'} to have nothing in common with any other: take more photos around ${strange.them}, or remove ${strange.them}.`;
    found.push(tell('Straggler', 'Warning', strange, message));
  }
  const thin = withNeighbours(1, false);
  if (thin.indices.length > 0 && typical >= MIN_TYPICAL_NEIGHBOURS) {
    const message = `${thin.who} will connect with only one other and may be left out: take more photos around ${thin.them}.`;
    found.push(tell('Straggler', 'Warning', thin, message));
  }
  return found;
}

function findWeakLinks({ connections, ready, overlap }: SetFacts): ReportFinding[] {
  // A look at thumbnails stops once photos hang together: how well is not known.
  if (overlap.rule === 'Sight' || overlap.rule === 'None') return [];
  return connections.weakLinks
    .filter(
      ({ index, loses }) =>
        loses >= MIN_LOSS && !overlap.unknown.has(index) && !overlap.byThumbnails.has(index),
    )
    .sort((a, b) => b.loses - a.loses)
    .slice(0, MAX_OF_A_KIND)
    .map(({ index, loses }) => {
      const { name } = namePhoto(index, ready);
      const message = `Only ${name} holds ${loses} photos to the rest: take more photos around it.`;
      return tell('WeakLink', 'Warning', subjectOf([index], ready), message);
    });
}
