/** The parsed name of a slice: of which file it is a part, and which part. */
export interface SliceName {
  /** The name of the whole. */
  stem: string;
  number: number;
}

/** `model.zip.part.3`, `model.zip.part3`, and `model.zip.003` as 7-Zip and split write them. */
const SLICE = /^(?<stem>.+?)\.(?:part\.?(?<part>\d{1,6})|(?<volume>\d{3,6}))$/i;

/** Reads the name of a slice; undefined for any other name. */
export function readSliceName(name: string): SliceName | undefined {
  const groups = SLICE.exec(name)?.groups;
  if (!groups?.stem) return undefined;
  return { stem: groups.stem, number: Number(groups.part ?? groups.volume) };
}

/**
 * The slices of one file in their order: by the numbers in their names where all have them, otherwise as they were
 * registered. Also returns missing numbers.
 */
export function orderSlices<Slice extends { name: string }>(
  slices: readonly Slice[],
): { name: string; slices: Slice[]; missing: number[] } {
  const numbered = slices.flatMap((slice) => {
    const read = readSliceName(slice.name);
    return read ? [{ slice, ...read }] : [];
  });
  const [first] = numbered;
  const alike = first !== undefined && numbered.every(({ stem }) => stem === first.stem);
  if (!alike || numbered.length < slices.length) {
    return { name: slices[0]?.name ?? '', slices: [...slices], missing: [] };
  }
  const ordered = numbered.toSorted((a, b) => a.number - b.number);
  const begin = Math.min(1, ordered[0]?.number ?? 1);
  const present = new Set(ordered.map(({ number }) => number));
  const last = ordered.at(-1)?.number ?? 0;
  const missing = Array.from({ length: Math.min(last, 10_000) - begin + 1 }, (_, i) => begin + i).filter(
    (number) => !present.has(number),
  );
  return { name: first.stem, slices: ordered.map(({ slice }) => slice), missing };
}
