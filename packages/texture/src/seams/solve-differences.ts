/** Equations of the form `x[first] - x[second] = target` between colours, as parallel arrays. */
export interface DifferenceEquations {
  first: Uint32Array;
  second: Uint32Array;
  weights: Float32Array;
  /** Red, green, blue, equation by equation. */
  targets: Float32Array;
}

/** The relative residual at which the solution is exact enough for colours. */
const TOLERANCE = 1e-4;
const MAX_ITERATIONS = 500;

/**
 * Solves weighted difference equations by least squares, with a regularisation (`anchor`) of every unknown toward 0, by the
 * conjugate gradient method with Jacobi preconditioning. Returns red, green, blue of each unknown: all three are solved at
 * once, because most time goes into memory access.
 */
export function solveDifferences(
  equations: DifferenceEquations,
  unknownCount: number,
  anchor: number,
): Float64Array {
  const { first, second, weights, targets } = equations;
  const diagonal = new Float64Array(unknownCount).fill(anchor);
  const residual = new Float64Array(3 * unknownCount);
  for (let i = 0; i < first.length; i++) {
    const [a, b, weight] = [first[i]!, second[i]!, weights[i]!];
    diagonal[a]! += weight;
    diagonal[b]! += weight;
    for (let c = 0; c < 3; c++) {
      residual[3 * a + c]! += weight * targets[3 * i + c]!;
      residual[3 * b + c]! -= weight * targets[3 * i + c]!;
    }
  }
  const normal = { ...equations, anchor };
  const multiply = (x: Float64Array, product: Float64Array) => multiplyNormal(normal, x, product);
  return conjugateGradient(multiply, residual, diagonal);
}

/** The product with the matrix of the normal equations. */
function multiplyNormal(
  { first, second, weights, anchor }: DifferenceEquations & { anchor: number },
  x: Float64Array,
  product: Float64Array,
): void {
  for (let i = 0; i < x.length; i++) product[i] = anchor * x[i]!;
  for (let i = 0; i < first.length; i++) {
    const a = 3 * first[i]!;
    const b = 3 * second[i]!;
    const weight = weights[i]!;
    const red = weight * (x[a]! - x[b]!);
    const green = weight * (x[a + 1]! - x[b + 1]!);
    const blue = weight * (x[a + 2]! - x[b + 2]!);
    product[a]! += red;
    product[a + 1]! += green;
    product[a + 2]! += blue;
    product[b]! -= red;
    product[b + 1]! -= green;
    product[b + 2]! -= blue;
  }
}

/** Solves `A x = b` from x = 0; `residual` is b and is overwritten, `diagonal` is A's, one for three unknowns. */
function conjugateGradient(
  multiply: (x: Float64Array, product: Float64Array) => void,
  residual: Float64Array,
  diagonal: Float64Array,
): Float64Array {
  const inverse = Float64Array.from(residual, (_, i) => 1 / diagonal[Math.floor(i / 3)]!);
  const solution = new Float64Array(residual.length);
  const direction = residual.map((value, i) => value * inverse[i]!);
  const product = new Float64Array(residual.length);
  let energy = dot(residual, direction);
  const enough = energy * TOLERANCE ** 2;
  for (let iteration = 0; iteration < MAX_ITERATIONS && energy > enough; iteration++) {
    multiply(direction, product);
    const step = energy / dot(direction, product);
    let nextEnergy = 0;
    for (let i = 0; i < solution.length; i++) {
      solution[i]! += step * direction[i]!;
      const left = residual[i]! - step * product[i]!;
      residual[i] = left;
      nextEnergy += left * left * inverse[i]!;
    }
    const turn = nextEnergy / energy;
    for (let i = 0; i < solution.length; i++)
      direction[i] = residual[i]! * inverse[i]! + turn * direction[i]!;
    energy = nextEnergy;
  }
  return solution;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
