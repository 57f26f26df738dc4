import { cameraCentre, type StereoScene, type Vector } from './scene.ts';

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
  const centres = views.map(cameraCentre);
  const pairs = views.map(() => new Map<number, Pair>());
  for (const { position, views: seenBy } of points) {
    const rays = seenBy.map((view) => rayFrom(position, centres[view] ?? position));
    for (const [i, first] of seenBy.entries()) {
      for (const [j, second] of seenBy.entries()) {
        const [a, b] = [rays[i], rays[j]];
        if (first === second || !a || !b) continue;
        const pair = pairs[first]?.get(second) ?? { shared: 0, score: 0, degrees: 0 };
        const degrees = degreesBetween(a, b);
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
  direction: Vector;
  length: number;
}

function rayFrom(point: Vector, centre: Vector): Ray {
  const [x, y, z] = [centre[0] - point[0], centre[1] - point[1], centre[2] - point[2]];
  const length = Math.hypot(x, y, z) || 1;
  return { direction: [x / length, y / length, z / length], length };
}

function degreesBetween({ direction: a }: Ray, { direction: b }: Ray): number {
  const cosine = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  return (Math.acos(Math.min(1, Math.max(-1, cosine))) * 180) / Math.PI;
}

function pairWeight(degrees: number, distanceRatio: number): number {
  const sigma = degrees < BEST_ANGLE_DEGREES ? SMALLER_ANGLE_SIGMA : LARGER_ANGLE_SIGMA;
  const ratio = Math.min(distanceRatio, 1 / distanceRatio);
  return Math.exp(-((degrees - BEST_ANGLE_DEGREES) ** 2) / (2 * sigma ** 2)) * ratio ** 2;
}
