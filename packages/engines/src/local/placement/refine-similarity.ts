import { add, apply, type Matrix3, multiply, type Similarity, subtract, type Vector3 } from '@tiepoint/scene';
import { medianOf } from '../alignment/middle-of.ts';
import { rotationAround } from './rotations.ts';

/** A point of the model and where it should be, with the weight of each coordinate: 0 for one that is not used. */
export interface WeightedPair {
  from: Vector3;
  to: Vector3;
  /** Inverse deviations, per metre. */
  horizontal: number;
  vertical: number;
}

/** Where up is in the model, for what the positions leave undetermined. */
export interface KnownUp {
  direction: Vector3;
  deviationRadians: number;
}

const MAX_STEPS = 30;
/** Relative change at which the search ends. */
const SMALL_STEP = 1e-11;
/** Beyond so many deviations, a residual counts by its distance instead of its square. */
const LINEAR_FROM = 2;
/** Keeps what nothing determines as it is. */
const DAMPING = 1e-9;
/** The median of the length of two normal residuals. */
const MEDIAN_OF_TWO = 1.1774;
const UNKNOWNS = 7;

/**
 * The similarity with the least weighted squares of residuals, by Gauss and Newton's method from a start that is near;
 * large residuals count less (P. Huber, "Robust estimation of a location parameter", 1964).
 */
export function refineSimilarity(
  pairs: readonly WeightedPair[],
  start: Similarity,
  { up, steps = MAX_STEPS }: { up?: KnownUp; steps?: number } = {},
): Similarity {
  let found = start;
  for (let step = 0; step < steps; step++) {
    const next = stepFrom(found, pairs, up);
    if (!next) return found;
    found = next.similarity;
    if (next.change < SMALL_STEP) break;
  }
  return found;
}

function stepFrom(at: Similarity, pairs: readonly WeightedPair[], up: KnownUp | undefined) {
  const turned = pairs.map(({ from }) => scaled(apply(at.rotation, from), at.scale));
  const middle = scaled(turned.reduce(add, [0, 0, 0]), 1 / pairs.length);
  const equations = new Equations();
  const size =
    medianOf(turned.map((y) => Math.hypot(y[0] - middle[0], y[1] - middle[1], y[2] - middle[2]))) || 1;
  const limits = limitsOf(pairs, turned, at.translation);
  for (const [index, { to, horizontal, vertical }] of pairs.entries()) {
    const y = turned[index]!;
    const residual = subtract(add(y, at.translation), to);
    const arm = scaled(subtract(y, middle), 1 / size);
    const across = Math.hypot(residual[0], residual[1]) * horizontal;
    const along = Math.abs(residual[2]) * vertical;
    const weights = [
      horizontal ** 2 * Math.min(1, limits.horizontal / (across || 1)),
      horizontal ** 2 * Math.min(1, limits.horizontal / (across || 1)),
      vertical ** 2 * Math.min(1, limits.vertical / (along || 1)),
    ];
    for (const axis of [0, 1, 2] as const) {
      if (weights[axis]! > 0) equations.add(rowOf(arm, axis), -residual[axis] / size, weights[axis]!);
    }
  }
  if (up) addUp(equations, { at, up, size });
  const solution = equations.solve();
  return solution && applyStep(at, { middle, size }, solution);
}

/** Where residuals begin to count less: by the spread of the residuals themselves, at least by their deviations. */
function limitsOf(pairs: readonly WeightedPair[], turned: readonly Vector3[], translation: Vector3) {
  const residuals = pairs.map(({ to, horizontal, vertical }, index) => {
    const [x, y, z] = subtract(add(turned[index]!, translation), to);
    return { across: Math.hypot(x, y) * horizontal, along: Math.abs(z) * vertical, vertical };
  });
  const across = medianOf(residuals.map((one) => one.across)) / MEDIAN_OF_TWO;
  const along = medianOf(residuals.filter(({ vertical }) => vertical > 0).map((one) => one.along)) / 0.6745;
  const least = 1e-6;
  return { horizontal: LINEAR_FROM * 1.25 * (across + least), vertical: LINEAR_FROM * (along + least) };
}

/** A row of the derivatives of a coordinate: by the turn around x, y and z, the scale, and the shift. */
function rowOf([x, y, z]: Vector3, axis: 0 | 1 | 2): number[] {
  const turns = [
    [0, z, -y],
    [-z, 0, x],
    [y, -x, 0],
  ];
  const shift = [0, 0, 0];
  shift[axis] = 1;
  return [...turns[axis]!, [x, y, z][axis]!, ...shift];
}

function addUp(equations: Equations, { at, up, size }: { at: Similarity; up: KnownUp; size: number }): void {
  const direction = apply(at.rotation, up.direction);
  // The equations of positions are divided by the size.
  const weight = 1 / (up.deviationRadians * size) ** 2;
  for (const axis of [0, 1] as const) {
    const [a, b, c] = rowOf(direction, axis);
    equations.add([a!, b!, c!, 0, 0, 0, 0], -direction[axis], weight);
  }
}

function applyStep(at: Similarity, { middle, size }: { middle: Vector3; size: number }, solution: number[]) {
  const [x, y, z, growth, dx, dy, dz] = solution as [number, number, number, number, number, number, number];
  const turn = rotationAround([x, y, z]);
  const factor = Math.exp(Math.max(-0.7, Math.min(0.7, growth)));
  const rotation: Matrix3 = multiply(turn, at.rotation);
  const scale = at.scale * factor;
  // The turn and the growth are around the middle, which itself only shifts.
  const moved = scaled(apply(turn, middle), factor);
  const shift: Vector3 = [
    middle[0] - moved[0] + size * dx,
    middle[1] - moved[1] + size * dy,
    middle[2] - moved[2] + size * dz,
  ];
  const translation = add(at.translation, shift);
  return { similarity: { scale, rotation, translation }, change: Math.max(...solution.map(Math.abs)) };
}

/** Normal equations of all unknowns. */
class Equations {
  readonly #rows = Array.from({ length: UNKNOWNS }, () => new Float64Array(UNKNOWNS + 1));

  add(row: readonly number[], value: number, weight: number): void {
    for (let i = 0; i < UNKNOWNS; i++) {
      const left = row[i]! * weight;
      if (left === 0) continue;
      for (let j = 0; j < UNKNOWNS; j++) this.#rows[i]![j]! += left * row[j]!;
      this.#rows[i]![UNKNOWNS]! += left * value;
    }
  }

  /** By Gauss's elimination with pivots on the diagonal, which are positive because of the damping. */
  solve(): number[] | undefined {
    const rows = this.#rows;
    const largest = Math.max(...rows.map((row, i) => row[i]!));
    for (const [i, row] of rows.entries()) row[i]! += DAMPING * largest;
    for (let pivot = 0; pivot < UNKNOWNS; pivot++) {
      for (let below = pivot + 1; below < UNKNOWNS; below++) {
        const factor = rows[below]![pivot]! / rows[pivot]![pivot]!;
        for (let j = pivot; j <= UNKNOWNS; j++) rows[below]![j]! -= factor * rows[pivot]![j]!;
      }
    }
    const solution = new Array<number>(UNKNOWNS).fill(0);
    for (let i = UNKNOWNS - 1; i >= 0; i--) {
      let sum = rows[i]![UNKNOWNS]!;
      for (let j = i + 1; j < UNKNOWNS; j++) sum -= rows[i]![j]! * solution[j]!;
      solution[i] = sum / rows[i]![i]!;
    }
    return solution.every(Number.isFinite) ? solution : undefined;
  }
}

function scaled([x, y, z]: Vector3, factor: number): Vector3 {
  return [factor * x, factor * y, factor * z];
}
