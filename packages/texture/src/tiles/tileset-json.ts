import type { Box } from './box.ts';

/** A finished tile with the finer tiles that replace it closer up. */
export interface TileEntry {
  /** Of it and its children, in the axes of the tileset: z up. */
  box: Box;
  /** In the unit of the positions; 0 where there is no finer tile. */
  geometricError: number;
  /** The path of its file in the tileset. */
  uri: string;
  children: TileEntry[];
}

/** The georeferencing of a tileset. */
export interface TilesetGeoreference {
  /** From z-up to earth-centred, earth-fixed coordinates: 16 numbers, column by column. Missing where unknown. */
  ecefFromModel?: readonly number[];
  /** What files state about their coordinates. */
  extras?: Readonly<Record<string, unknown>>;
}

/** The geometric error of the tileset, as a multiple of that of the coarsest tile. */
const NOTHING_FACTOR = 16;

/** A tileset of explicit tiles. Format: 3D Tiles 1.1, https://docs.ogc.org/cs/22-025r4/22-025r4.html */
export function tilesetJson(root: TileEntry, { ecefFromModel, extras }: TilesetGeoreference): string {
  return JSON.stringify({
    asset: { version: '1.1', ...(extras && { extras }) },
    geometricError: NOTHING_FACTOR * root.geometricError,
    root: { ...(ecefFromModel && { transform: ecefFromModel }), refine: 'REPLACE', ...tileOf(root) },
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
