import { fitSimilarity, type Similarity, transformPoint } from '@tiepoint/scene';
import { medianOf } from '../alignment/middle-of.ts';
import { fitLevel } from './fit-level.ts';
import type { ObservedPosition } from './observe-positions.ts';
import { type KnownUp, refineSimilarity } from './refine-similarity.ts';
import { repeatableRandom } from './statistics.ts';

/** A fit, and which coordinates of which positions agree with it. */
export interface RobustFit {
  similarity: Similarity;
  toleranceMetres: number;
  /** In the order of the positions. */
  fits: { horizontal: boolean; vertical: boolean; across: number; along: number }[];
}

/** Tolerances to try, in metres, from the least on. */
export interface Tolerances {
  least: number;
  most: number;
}

const GROWTH = 1.5;
const SAMPLES = 300;
/** Positions that a sample is tried with. */
const MAX_TRIED = 300;
/** Heights of receivers are less accurate than places. */
const VERTICAL_TOLERANCE = 1.5;
/** Residuals beyond so many deviations of the others are outliers. */
const OUTLIER_DEVIATIONS = 3.7;
const MEDIAN_OF_TWO = 1.1774;
const MEDIAN_OF_ONE = 0.6745;
const ROUNDS = 6;
/** Samples that are refined before they are compared, at each tolerance. */
const MAX_REFINED = 25;
const REFINING_STEPS = 5;

/**
 * The similarity that most positions agree with, at the least tolerance with which they do; undefined where there is
 * none. Random samples are drawn in the same order in each run.
 * Sources: P. Torr, A. Zisserman, "MLESAC" (2000); O. Chum et al., "Locally optimized RANSAC" (2003).
 */
export function fitRobustly(
  observed: readonly ObservedPosition[],
  tolerances: Tolerances,
  up?: KnownUp,
): RobustFit | undefined {
  const starts = drawStarts(observed, up);
  for (let tolerance = tolerances.least; tolerance <= tolerances.most * 1.001; tolerance *= GROWTH) {
    const best = chooseStart(observed, { starts, tolerance, up });
    const fit = best && settle(observed, { start: best, tolerance, up, most: 1.5 * tolerances.most });
    if (fit && isMajority(fit, observed)) return fit;
  }
  return undefined;
}

/** More than half agree in place; heights have a rule of their own. */
function isMajority({ fits }: RobustFit, observed: readonly ObservedPosition[]): boolean {
  const agreeing = fits.filter(({ horizontal }) => horizontal).length;
  const weigh = (isCounted: (index: number) => boolean) =>
    observed.reduce((sum, { deviation }, i) => sum + (isCounted(i) ? 1 / deviation.horizontal : 0), 0);
  const share = weigh((index) => fits[index]!.horizontal) / weigh(() => true);
  return agreeing > observed.length / 2 && share > 0.5;
}

/** Similarities through few positions each: three with altitudes, or two where up is known. */
function drawStarts(observed: readonly ObservedPosition[], up: KnownUp | undefined): Similarity[] {
  const random = repeatableRandom();
  const from = up ? [...observed] : observed.filter(({ hasAltitude }) => hasAltitude);
  const size = up ? 2 : 3;
  if (from.length < size) return [];
  const sharpest = from.toSorted((a, b) => a.deviation.horizontal - b.deviation.horizontal);
  const sharp = sharpest.filter(
    ({ deviation }) => deviation.horizontal <= 2 * sharpest[0]!.deviation.horizontal,
  );
  const starts: Similarity[] = [];
  for (let index = 0; index < SAMPLES; index++) {
    const pool = index % 2 === 1 && sharp.length >= size ? sharp : from;
    const start = startFrom(pickSome(pool, size, random), up);
    if (start) starts.push(start);
  }
  return starts;
}

function pickSome<Item>(items: readonly Item[], count: number, random: () => number): Item[] {
  const picked = new Set<Item>();
  while (picked.size < count) picked.add(items[Math.floor(random() * items.length)]!);
  return [...picked];
}

function startFrom(sample: readonly ObservedPosition[], up: KnownUp | undefined): Similarity | undefined {
  const from = sample.map(({ camera }) => camera.centre);
  const to = sample.map((one) => one.to);
  if (up) return fitLevel(from, to, up.direction);
  try {
    const start = fitSimilarity(from, to);
    return Number.isFinite(start.scale) && start.scale > 0 ? start : undefined;
  } catch (error) {
    // On a line: other samples are not.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

interface Trial {
  starts: readonly Similarity[];
  tolerance: number;
  up: KnownUp | undefined;
}

/** The start with the least truncated squares; the best ones are refined before they are compared. */
function chooseStart(
  observed: readonly ObservedPosition[],
  { starts, tolerance, up }: Trial,
): Similarity | undefined {
  const step = Math.max(1, Math.floor(observed.length / MAX_TRIED));
  const tried = observed.filter((_, index) => index % step === 0);
  const byCost = starts.map((start) => ({ start, cost: costOf(tried, start, tolerance) }));
  let best: { start: Similarity; cost: number } | undefined;
  for (const { start, cost } of byCost.sort((a, b) => a.cost - b.cost).slice(0, MAX_REFINED)) {
    const agreeing = tried.filter((one) => {
      const { across, along } = residualOf(one, start);
      const { horizontal, vertical } = limitOf(one, 2 * tolerance);
      return across <= horizontal && (up !== undefined || !one.hasAltitude || along <= vertical);
    });
    const refined = agreeing.length > 3 ? refineWith(agreeing, start, up) : start;
    const refinedCost = costOf(tried, refined, tolerance);
    const better = refinedCost < cost ? { start: refined, cost: refinedCost } : { start, cost };
    if (!best || better.cost < best.cost) best = better;
  }
  return best?.start;
}

function refineWith(
  observed: readonly ObservedPosition[],
  start: Similarity,
  up: KnownUp | undefined,
): Similarity {
  return refineSimilarity(
    observed.map((one) => pairOf(one, true)),
    start,
    { up, steps: REFINING_STEPS },
  );
}

function pairOf({ camera, to, deviation, hasAltitude }: ObservedPosition, isVertical: boolean) {
  return {
    ...{ from: camera.centre, to, horizontal: 1 / deviation.horizontal },
    vertical: hasAltitude && isVertical ? 1 / deviation.vertical : 0,
  };
}

function costOf(observed: readonly ObservedPosition[], similarity: Similarity, tolerance: number): number {
  let cost = 0;
  for (const one of observed) {
    const { across, along } = residualOf(one, similarity);
    const { horizontal, vertical } = limitOf(one, tolerance);
    cost += Math.min(1, (across / horizontal) ** 2);
    if (one.hasAltitude) cost += 0.5 * Math.min(1, (along / vertical) ** 2);
  }
  return cost;
}

function residualOf({ camera, to }: ObservedPosition, similarity: Similarity) {
  const [x, y, z] = transformPoint(similarity, camera.centre);
  return { across: Math.hypot(x - to[0], y - to[1]), along: Math.abs(z - to[2]) };
}

function limitOf({ expected }: ObservedPosition, tolerance: number) {
  return {
    horizontal: Math.max(tolerance, expected.horizontal),
    vertical: Math.max(VERTICAL_TOLERANCE * tolerance, expected.vertical),
  };
}

interface Settling {
  start: Similarity;
  tolerance: number;
  most: number;
  up: KnownUp | undefined;
}

/** Refines with those that agree, and judges again who agrees, until that no longer changes. */
function settle(observed: readonly ObservedPosition[], { start, tolerance, most, up }: Settling): RobustFit {
  let similarity = start;
  let limit = { horizontal: tolerance, vertical: VERTICAL_TOLERANCE * tolerance };
  let fits: RobustFit['fits'] = [];
  let last = '';
  for (let round = 0; round < ROUNDS; round++) {
    fits = observed.map((one) => {
      const residual = residualOf(one, similarity);
      const horizontal = residual.across <= Math.max(limit.horizontal, one.expected.horizontal);
      const vertical =
        horizontal && one.hasAltitude && residual.along <= Math.max(limit.vertical, one.expected.vertical);
      return { ...residual, horizontal, vertical };
    });
    const key = fits.map(({ horizontal, vertical }) => Number(horizontal) + Number(vertical)).join('');
    if (key === last) break;
    last = key;
    const pairs = observed.flatMap((one, i) => (fits[i]!.horizontal ? [pairOf(one, fits[i]!.vertical)] : []));
    if (pairs.length < 3) break;
    similarity = refineSimilarity(pairs, similarity, { up });
    limit = widen(observed, { similarity, tolerance, most });
  }
  return { similarity, toleranceMetres: limit.horizontal, fits };
}

/** The limits that the residuals of most positions ask for, at least the tolerance. */
function widen(
  observed: readonly ObservedPosition[],
  { similarity, tolerance, most }: { similarity: Similarity; tolerance: number; most: number },
) {
  const residuals = observed.map((one) => ({ ...residualOf(one, similarity), ...one }));
  const across = medianOf(residuals.map((one) => one.across)) / MEDIAN_OF_TWO;
  const along = medianOf(residuals.filter((one) => one.hasAltitude).map((one) => one.along)) / MEDIAN_OF_ONE;
  const bounded = (deviation: number, least: number, factor: number) =>
    Math.max(least, Math.min(factor * most, OUTLIER_DEVIATIONS * deviation));
  return {
    horizontal: bounded(across, tolerance, 1),
    vertical: bounded(along, VERTICAL_TOLERANCE * tolerance, VERTICAL_TOLERANCE),
  };
}
