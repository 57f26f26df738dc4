import type { Vector3 } from '@tiepoint/scene';
import { type FittedMap, fillBasis, openMap } from './fitted-map.ts';

/** A map of many points at once. */
export type MapPoints = (points: readonly Vector3[]) => Promise<Vector3[]>;

/** A box along the axes. */
export interface Box {
  centre: Vector3;
  halfSize: Vector3;
}

/** Tried in their order. Over some kilometres the earth's curve asks for few terms. */
const DEGREES = [
  [3, 3, 2],
  [5, 5, 2],
  [8, 8, 3],
] as const satisfies readonly Vector3[];
/** Nodes along each side for what polynomials can't follow: the kinks at the borders of a grid's cells. */
const NODES = [17, 33, 65, 129] as const;
const PRIMES = [2, 3, 5] as const;
const CHECKED_POINTS = 200;
const CHECKED_CELLS = 50;
/** Off the diagonals, along which a linear step would not show. */
const WITHIN_CELL = [
  [0.5, 0.5],
  [0.1, 0.3],
  [0.8, 0.4],
] as const;

/** Points between those of the fit, and what the map makes of them. */
interface Checked {
  points: readonly Vector3[];
  results: readonly Vector3[];
}

/** Fits a map over a box, as well as `tolerance` asks for or as it can; `maxError` tells how well. */
export async function fitMap(map: MapPoints, box: Box, tolerance: number): Promise<FittedMap> {
  const between = Array.from({ length: CHECKED_POINTS }, (_, index) =>
    pointIn(box, PRIMES.map((prime) => 2 * halton(index + 1, prime) - 1) as unknown as Vector3),
  );
  const [first, ...others] = DEGREES;
  const start = startPolynomial(box, first);
  // Most maps need no more than these points, which are asked for at once.
  const results = await map([...between, ...start.points]);
  const checked = { points: between, results: results.slice(0, between.length) };
  let best = withError(start.finish(results.slice(between.length)), checked);
  for (const degrees of others) {
    if (best.maxError <= tolerance) return best;
    const { points, finish } = startPolynomial(box, degrees);
    const fitted = withError(finish(await map(points)), checked);
    if (fitted.maxError < best.maxError) best = fitted;
  }
  if (best.maxError <= tolerance) return best;
  const polynomial = best;
  for (const nodes of NODES) {
    const withRemainder = await addRemainder(map, polynomial, nodes);
    const steep = await checkSteepCells(map, withRemainder);
    const fitted = withError(withRemainder, {
      points: [...checked.points, ...steep.points],
      results: [...checked.results, ...steep.results],
    });
    if (fitted.maxError < best.maxError || best === polynomial) best = fitted;
    if (best.maxError <= tolerance) return best;
  }
  return best;
}

/** Interpolates at the Chebyshev nodes, where the error is nearly the smallest possible. */
function startPolynomial(box: Box, degrees: Vector3) {
  const [xs, ys, zs] = [nodesOf(degrees[0] + 1), nodesOf(degrees[1] + 1), nodesOf(degrees[2] + 1)];
  const places = xs.flatMap((x) => ys.flatMap((y) => zs.map((z) => [x, y, z] as const)));
  return {
    points: places.map(([x, y, z]) => pointIn(box, [x.place, y.place, z.place])),
    finish(results: readonly Vector3[]): FittedMap {
      const coefficients = new Array<number>(3 * places.length).fill(0);
      places.forEach((place, index) => {
        addSample(coefficients, place, results[index]!);
      });
      return { ...box, degrees, coefficients, maxError: Number.POSITIVE_INFINITY };
    },
  };
}

/** A node with the weight of its sample in each coefficient. */
interface Node {
  place: number;
  weights: Float64Array;
}

function nodesOf(count: number): Node[] {
  return Array.from({ length: count }, (_, index) => {
    const place = Math.cos((Math.PI * (index + 0.5)) / count);
    const weights = new Float64Array(count);
    fillBasis(weights, place);
    return { place, weights: weights.map((value, order) => ((order === 0 ? 1 : 2) * value) / count) };
  });
}

function addSample(coefficients: number[], [x, y, z]: readonly [Node, Node, Node], result: Vector3): void {
  let at = 0;
  for (const a of x.weights) {
    for (const b of y.weights) {
      for (const c of z.weights) {
        for (const value of result) coefficients[at++]! += a * b * c * value;
      }
    }
  }
}

async function addRemainder(map: MapPoints, polynomial: FittedMap, nodes: number): Promise<FittedMap> {
  const evaluate = openMap(polynomial);
  const steps = Array.from({ length: nodes }, (_, index) => (2 * index) / (nodes - 1) - 1);
  const points = steps.flatMap((x) => steps.map((y) => pointIn(polynomial, [x, y, 0])));
  const results = await map(points);
  const values = points.flatMap((point, index) => {
    const fitted = evaluate(point);
    // Hundredths of a millimetre keep a frame of many nodes short.
    return (results[index] ?? fitted).map((value, axis) => Math.round((value - fitted[axis]!) * 1e5) / 1e5);
  });
  return { ...polynomial, remainder: { nodes, values } };
}

/** Points inside the cells whose corners differ most: a step of the map shows there, and between few other points. */
async function checkSteepCells(map: MapPoints, fitted: FittedMap): Promise<Checked> {
  const { nodes = 0, values = [] } = fitted.remainder ?? {};
  const cells: { row: number; column: number; steepness: number }[] = [];
  for (let row = 0; row < nodes - 1; row++) {
    for (let column = 0; column < nodes - 1; column++) {
      const corners = [0, 1, nodes, nodes + 1].map((step) => 3 * (row * nodes + column + step));
      const ranges = [0, 1, 2].map((axis) => {
        const here = corners.map((at) => values[at + axis]!);
        return Math.max(...here) - Math.min(...here);
      });
      cells.push({ row, column, steepness: Math.max(...ranges) });
    }
  }
  cells.sort((a, b) => b.steepness - a.steepness);
  const place = (cell: number) => (2 * cell) / (nodes - 1) - 1;
  const points = cells
    .slice(0, CHECKED_CELLS)
    .flatMap(({ row, column }) =>
      WITHIN_CELL.map(([down, right]) => pointIn(fitted, [place(row + down), place(column + right), 0])),
    );
  return { points, results: await map(points) };
}

function withError(fitted: FittedMap, { points, results }: Checked): FittedMap {
  const evaluate = openMap(fitted);
  const errors = points.map((point, index) => {
    const [x, y, z] = evaluate(point);
    const [a, b, c] = results[index] ?? [Number.NaN, Number.NaN, Number.NaN];
    return Math.hypot(x - a, y - b, z - c);
  });
  return { ...fitted, maxError: Math.max(...errors) };
}

/** A point of a box from its place, -1 to 1 along each axis. */
function pointIn({ centre, halfSize }: Box, [x, y, z]: Vector3): Vector3 {
  return [centre[0] + x * halfSize[0], centre[1] + y * halfSize[1], centre[2] + z * halfSize[2]];
}

/** Evenly spread numbers from 0 to 1. Source: J. H. Halton, Numerische Mathematik 2 (1960). */
function halton(index: number, base: number): number {
  let [result, share] = [0, 1];
  for (let rest = index; rest > 0; rest = Math.floor(rest / base)) {
    share /= base;
    result += share * (rest % base);
  }
  return result;
}
