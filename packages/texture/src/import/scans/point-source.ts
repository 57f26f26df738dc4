/** Receives one point: position in the file's own coordinates; red, green, blue from 0 to 255. */
export type TakePoint = (
  position: readonly [x: number, y: number, z: number],
  colour: readonly [red: number, green: number, blue: number],
) => void;

/** Points that are read in the order of their file, without holding all of them in memory. */
export interface PointSource {
  count: number;
  read(take: TakePoint): void;
}

/** Points in memory. */
export interface PointSet {
  count: number;
  /** Their number before thinning. */
  total: number;
  /** x, y, z of each point. */
  positions: Float64Array;
  /** Red, green, blue of each point. */
  colours: Uint8Array;
}

/**
 * Reads points, thinned evenly in their order to at most `maxPoints`, deterministically. Points without a finite position
 * are left out.
 */
export function gatherPoints(sources: readonly PointSource[], maxPoints: number): PointSet {
  const total = sources.reduce((sum, { count }) => sum + count, 0);
  const room = Math.min(total, maxPoints);
  const positions = new Float64Array(3 * room);
  const colours = new Uint8Array(3 * room);
  let met = 0;
  let count = 0;
  for (const source of sources) {
    source.read((position, colour) => {
      const before = Math.floor((met * room) / total);
      met++;
      if (Math.floor((met * room) / total) === before) return;
      if (!Number.isFinite(position[0] + position[1] + position[2])) return;
      positions.set(position, 3 * count);
      colours.set(colour, 3 * count);
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
