/** A transfer that is slower than this on average over the stall timeout counts as stalled. */
const MIN_BYTES_PER_SECOND = 1024;

/**
 * Calls back when a transfer is too slow for some time, whether idle or trickling.
 *
 * @param countBytes bytes moved so far
 * @returns a disposable that ends the watch
 */
export function watchStall(
  countBytes: () => number,
  stallTimeoutSeconds: number,
  onStall: () => void,
): Disposable {
  let countBefore = countBytes();
  const timer = setInterval(() => {
    const count = countBytes();
    if (count - countBefore < MIN_BYTES_PER_SECOND * stallTimeoutSeconds) onStall();
    countBefore = count;
  }, stallTimeoutSeconds * 1000);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
