/** The root of the mean square; 0 of nothing. */
export function rootMeanSquare(values: readonly number[]): number {
  if (values.length === 0) return 0;
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

/**
 * Random numbers from 0 to 1 that are the same in each run.
 * Source: S. Vigna, "An experimental exploration of Marsaglia's xorshift generators" (2016): the 32-bit xorshift.
 */
export function repeatableRandom(): () => number {
  let state = 0x9e3779b9;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
