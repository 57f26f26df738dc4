/**
 * Rows in chunks, as many of them as there are: `readBehind` reads the next ones in the order of their ids, behind the
 * last one that was read. Ends early where the signal aborts.
 */
export async function* inChunks<Row>(
  readBehind: (last: Row | undefined) => Promise<Row[]>,
  signal: AbortSignal,
): AsyncGenerator<Row[], void> {
  let last: Row | undefined;
  while (!signal.aborted) {
    const rows = await readBehind(last);
    last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
  }
}
