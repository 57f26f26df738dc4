import assert from 'node:assert/strict';

/** Fails where one of the numbers differs from the expected one by more than the tolerance. */
export function assertNear(
  actual: ArrayLike<number> | undefined,
  expected: ArrayLike<number>,
  tolerance = 1e-9,
): void {
  const said = `${Array.from(actual ?? [])} is not ${Array.from(expected)}`;
  assert.equal(actual?.length, expected.length, said);
  for (let i = 0; i < expected.length; i++) {
    assert.ok(Math.abs((actual?.[i] ?? Number.NaN) - (expected[i] ?? Number.NaN)) <= tolerance, said);
  }
}
