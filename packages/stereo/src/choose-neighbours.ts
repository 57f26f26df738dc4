import { degreesBetween, lengthOf, normalise, subtract, type Vector3 } from '@tiepoint/scene';
import type { StereoScene } from './scene.ts';

/** Fewer points in common say too little about how two photos lie to each other. */
const MIN_SHARED_POINTS = 20;
/** The triangulation angle that is best: enough for depth, small enough to look alike. */
const BEST_ANGLE_DEGREES = 5;
/** How fast a pair gets worse below and above that angle. */
const SMALLER_ANGLE_SIGMA = 3;
const LARGER_ANGLE_SIGMA = 14;
/** Photos from one place show no depth: any would fit. */
const MIN_ANGLE_DEGREES = 1;
/** Neighbours that are worse than this share of the best one are left out. */
const MIN_SCORE_SHARE = 0.05;

/**
 * For each view the views that its depths are searched with, best first: those that share many points at a good
 * angle and from a similar distance. The weight follows COLMAP's and MVSNet's view selection (Yao et al., 2018).
 */
export function chooseNeighbours({ views, points }: StereoScene, count: number): number[][] {
  const pairs = views.map(() => new Map<number, Pair>());
  for (const { position, views: seenBy } of points) {
    const rays = seenBy.map((view) => rayFrom(position, views[view]?.centre ?? position));
    for (const [i, first] of seenBy.entries()) {
      for (const [j, second] of seenBy.entries()) {
        const [a, b] = [rays[i], rays[j]];
        if (first === second || !a || !b) continue;
        const pair = pairs[first]?.get(second) ?? { shared: 0, score: 0, degrees: 0 };
        const degrees = degreesBetween(a.direction, b.direction);
        pair.shared++;
        pair.degrees += degrees;
        pair.score += pairWeight(degrees, a.length / b.length);
        pairs[first]?.set(second, pair);
      }
    }
  }
  return pairs.map((ofView) => {
    const scored = [...ofView].filter(
      ([, { shared, degrees }]) => shared >= MIN_SHARED_POINTS && degrees >= MIN_ANGLE_DEGREES * shared,
    );
    scored.sort(([a, first], [b, second]) => second.score - first.score || a - b);
    const best = scored[0]?.[1].score ?? 0;
    return scored
      .filter(([, { score }]) => score >= MIN_SCORE_SHARE * best)
      .slice(0, count)
      .map(([view]) => view);
  });
}

/** What two views have in common; sums over their points. */
interface Pair {
  shared: number;
  score: number;
  degrees: number;
}

interface Ray {
  direction: Vector3;
  length: number;
}

function rayFrom(point: Vector3, centre: Vector3): Ray {
  const toCamera = subtract(centre, point);
  return { direction: normalise(toCamera), length: lengthOf(toCamera) || 1 };
}

function pairWeight(degrees: number, distanceRatio: number): number {
  const sigma = degrees < BEST_ANGLE_DEGREES ? SMALLER_ANGLE_SIGMA : LARGER_ANGLE_SIGMA;
  const ratio = Math.min(distanceRatio, 1 / distanceRatio);
  return Math.exp(-((degrees - BEST_ANGLE_DEGREES) ** 2) / (2 * sigma ** 2)) * ratio ** 2;
}
