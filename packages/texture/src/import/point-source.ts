/** Takes one point: position in the file's own coordinates, colour 0 to 255. */
export type TakePoint = (x: number, y: number, z: number, red: number, green: number, blue: number) => void;

/** Points that can be walked through, in the order of their file, without holding them all. */
export interface PointSource {
  count: number;
  read(take: TakePoint): void;
}

/** Points in memory. */
export interface PointSet {
  count: number;
  /** How many there were before they were thinned. */
  total: number;
  /** x, y, z of each point. */
  positions: Float64Array;
  /** Red, green, blue of each point. */
  colours: Uint8Array;
}

/**
 * Reads points, thinned evenly along their order to at most `maxPoints`: the same files always give the same points.
 * Points without a finite position are left out.
 */
export function gatherPoints(sources: readonly PointSource[], maxPoints: number): PointSet {
  const total = sources.reduce((sum, { count }) => sum + count, 0);
  const room = Math.min(total, maxPoints);
  const positions = new Float64Array(3 * room);
  const colours = new Uint8Array(3 * room);
  let met = 0;
  let count = 0;
  for (const source of sources) {
    source.read((x, y, z, red, green, blue) => {
      const before = Math.floor((met * room) / total);
      met++;
      if (Math.floor((met * room) / total) === before) return;
      if (!Number.isFinite(x + y + z)) return;
      positions.set([x, y, z], 3 * count);
      colours.set([red, green, blue], 3 * count);
      count++;
    });
  }
  return {
    count,
    total,
    positions: positions.subarray(0, 3 * count),
    colours: colours.subarray(0, 3 * count),
  };
}
