/** The quantile of ascending values, `share` from 0 to 1; NaN where there are no values. */
export function quantile(ascending: Float64Array, share: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor(share * ascending.length))] ?? Number.NaN;
}
