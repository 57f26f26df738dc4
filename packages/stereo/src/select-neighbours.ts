import { degreesBetween, lengthOf, normalise, subtract, type Vector3 } from '@tiepoint/scene';
import type { StereoScene } from './scene.ts';

/** With fewer common tie points, the overlap of two photos is too uncertain. */
const MIN_SHARED_POINTS = 20;
/** The best triangulation angle: large enough for exact depths, small enough for similar images. */
const BEST_ANGLE_DEGREES = 5;
/** Standard deviations of the weight below and above that angle, degrees. */
const SMALLER_ANGLE_SIGMA = 3;
const LARGER_ANGLE_SIGMA = 14;
/** Photos without a baseline say nothing about depths. */
const MIN_ANGLE_DEGREES = 1;
/** Neighbours with less than this share of the best score are left out. */
const MIN_SCORE_SHARE = 0.05;

/**
 * View selection: for each view the indices of at most `count` neighbours to match it with, best first. They share many
 * tie points at a good triangulation angle and from a similar distance. The weight follows COLMAP and Y. Yao et al.,
 * "MVSNet: Depth Inference for Unstructured Multi-view Stereo" (2018), section 4.1.
 */
export function selectNeighbours({ views, points }: StereoScene, count: number): number[][] {
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

/** Two views; sums over their common tie points. */
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
