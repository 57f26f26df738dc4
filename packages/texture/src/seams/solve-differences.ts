/** Equations of the form `x[first] - x[second] = target`, as parallel arrays. */
export interface DifferenceEquations {
  first: number[];
  second: number[];
  weights: number[];
}

/** The residual, as a share of the first one, at which the solution is good enough for colours. */
const TOLERANCE = 1e-4;
const MAX_ITERATIONS = 500;

/**
 * Solves weighted difference equations in the least-squares sense, with a weak pull (`anchor`) of every unknown to 0,
 * by the conjugate gradient method with Jacobi's preconditioner.
 */
export function solveDifferences(
  equations: DifferenceEquations,
  targets: ArrayLike<number>,
  unknownCount: number,
  anchor: number,
): Float64Array {
  const first = Uint32Array.from(equations.first);
  const second = Uint32Array.from(equations.second);
  const weights = Float64Array.from(equations.weights);
  const diagonal = new Float64Array(unknownCount).fill(anchor);
  const residual = new Float64Array(unknownCount);
  for (let i = 0; i < first.length; i++) {
    diagonal[first[i]!]! += weights[i]!;
    diagonal[second[i]!]! += weights[i]!;
    residual[first[i]!]! += weights[i]! * targets[i]!;
    residual[second[i]!]! -= weights[i]! * targets[i]!;
  }
  const multiply = (x: Float64Array, product: Float64Array) => {
    for (let i = 0; i < x.length; i++) product[i] = anchor * x[i]!;
    for (let i = 0; i < first.length; i++) {
      const flow = weights[i]! * (x[first[i]!]! - x[second[i]!]!);
      product[first[i]!]! += flow;
      product[second[i]!]! -= flow;
    }
  };
  return conjugateGradient(multiply, residual, diagonal);
}

/** Solves `A x = b` from x = 0; `residual` is b and is used up. */
function conjugateGradient(
  multiply: (x: Float64Array, product: Float64Array) => void,
  residual: Float64Array,
  diagonal: Float64Array,
): Float64Array {
  const solution = new Float64Array(residual.length);
  const preconditioned = residual.map((value, i) => value / diagonal[i]!);
  const direction = preconditioned.slice();
  const product = new Float64Array(residual.length);
  let energy = dot(residual, preconditioned);
  const enough = energy * TOLERANCE ** 2;
  for (let iteration = 0; iteration < MAX_ITERATIONS && energy > enough; iteration++) {
    multiply(direction, product);
    const step = energy / dot(direction, product);
    for (let i = 0; i < solution.length; i++) {
      solution[i]! += step * direction[i]!;
      residual[i]! -= step * product[i]!;
      preconditioned[i] = residual[i]! / diagonal[i]!;
    }
    const nextEnergy = dot(residual, preconditioned);
    for (let i = 0; i < solution.length; i++)
      direction[i] = preconditioned[i]! + (nextEnergy / energy) * direction[i]!;
    energy = nextEnergy;
  }
  return solution;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
