import type { Box } from './box.ts';

/** A finished tile and the finer ones that take its place when somebody comes near. */
export interface TileEntry {
  /** Around it and its children, in the axes of the tileset: z up. */
  box: Box;
  /** In the units of the positions; 0 where nothing is finer. */
  geometricError: number;
  /** Its file, as the tileset names it. */
  uri: string;
  children: TileEntry[];
}

/** How the tileset lies on earth. */
export interface TilesetPlace {
  /** From z-up coordinates to earth-centred ones: 16 numbers, column by column. Left out: nobody knows. */
  toEarth?: readonly number[];
  /** What the files tell of their coordinates. */
  extras?: Readonly<Record<string, unknown>>;
}

/** The error of showing nothing at all, beside that of the coarsest tile. */
const NOTHING_FACTOR = 16;

/** A tileset of explicit tiles. Format: 3D Tiles 1.1, https://docs.ogc.org/cs/22-025r4/22-025r4.html */
export function tilesetJson(root: TileEntry, { toEarth, extras }: TilesetPlace): string {
  return JSON.stringify({
    asset: { version: '1.1', ...(extras && { extras }) },
    geometricError: NOTHING_FACTOR * root.geometricError,
    root: { ...(toEarth && { transform: toEarth }), refine: 'REPLACE', ...tileOf(root) },
  });
}

function tileOf({ box, geometricError, uri, children }: TileEntry): object {
  return {
    boundingVolume: { box: centreAndHalfAxes(box) },
    geometricError,
    content: { uri },
    ...(children.length > 0 && { children: children.map(tileOf) }),
  };
}

function centreAndHalfAxes({ lowest, highest }: Box): number[] {
  const centre = lowest.map((value, axis) => (value + highest[axis]!) / 2);
  const halves = lowest.map((value, axis) => (highest[axis]! - value) / 2);
  return [...centre, ...halves.flatMap((half, axis) => [0, 1, 2].map((at) => (at === axis ? half : 0)))];
}
