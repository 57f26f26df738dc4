import {
  type ChosenOperation,
  chooseOperation,
  isInside,
  isUsable,
  type Place,
} from './proj/choose-operation.ts';
import type { HeightSource, KnownSystem, Proj } from './proj/proj.ts';
import type { Operation } from './proj/read-operations.ts';

/** How places on earth get their coordinates in a system. */
export interface Way extends ChosenOperation {
  /** Whether heights stay what they are in the photos, because the system has none or nobody knows theirs. */
  keepsHeights: boolean;
}

/** So many are named. */
const MAX_GRIDS = 3;
/** So many operations are tried before a task. */
const MAX_TRIED = 3;

/** Where a way is looked for. */
export interface WaySearch {
  place: Place;
  heightsAbove: HeightSource | undefined;
  /** Operations that have no result there. */
  without?: readonly Operation[];
}

/**
 * The way from WGS 84 to a projected system at a place. Undefined where PROJ has none that can be used there. Heights
 * become those of the system where it has its own, and where it is known what the altitudes are above.
 */
export async function findWay(
  proj: Proj,
  { definition, vertical }: KnownSystem,
  { place, heightsAbove, without = [] }: WaySearch,
): Promise<Way | undefined> {
  const choose = async (heights: HeightSource | undefined) => {
    const operations = await proj.listOperations(definition, heights);
    return chooseOperation(
      operations.filter((one) => !without.includes(one)),
      place,
    );
  };
  if (!vertical) {
    const chosen = await choose(undefined);
    return chosen && { ...chosen, keepsHeights: true };
  }
  const known = heightsAbove && (await choose(heightsAbove));
  if (known) return { ...known, keepsHeights: false };
  // The plane coordinates do not depend on what the heights are above.
  for (const heights of ['ellipsoid', 'seaLevel'] as const) {
    const chosen = await choose(heights);
    if (chosen) return { ...chosen, keepsHeights: true };
  }
  return undefined;
}

/** Names of grids that would open a way at a place. */
export async function listMissingGrids(
  proj: Proj,
  { definition, vertical }: KnownSystem,
  { place, heightsAbove = 'ellipsoid' }: WaySearch,
): Promise<string[]> {
  const operations = await proj.listOperations(definition, vertical && heightsAbove);
  const there = operations.filter(
    (one) => one.lacksGrids && isUsable({ ...one, lacksGrids: false }) && isInside(one.areaBox, place),
  );
  return [...new Set(there.flatMap(({ missingGrids }) => missingGrids))].slice(0, MAX_GRIDS);
}

/** Why there is no way to a system at any place, as the predicate of a sentence; undefined where there is one. */
export async function explainNoWay(
  proj: Proj,
  { definition, vertical, version }: KnownSystem,
): Promise<string | undefined> {
  const sources = vertical ? (['ellipsoid', 'seaLevel'] as const) : [undefined];
  const operations: Operation[] = [];
  for (const heights of sources) operations.push(...(await proj.listOperations(definition, heights)));
  const usable = operations.filter(isUsable);
  for (const { pipeline } of usable.slice(0, MAX_TRIED))
    if (await proj.canCompute(pipeline)) return undefined;
  if (usable.length > 0) return `can't be computed by PROJ ${version}: choose another system`;
  const needy = operations.filter((one) => isUsable({ ...one, lacksGrids: false }));
  const grids = [...new Set(needy.flatMap(({ missingGrids }) => missingGrids))].slice(0, MAX_GRIDS);
  if (needy.length > 0) {
    const names = grids.length > 0 ? ` (${grids.join(', ')})` : '';
    const without = vertical ? ', or leave its heights out' : '';
    return `needs a grid that is not installed${names}: get it from https://cdn.proj.org into PROJ's data folder, for example with projsync${without}`;
  }
  if (operations.some(({ isTimeDependent }) => isTimeDependent)) {
    return 'moves with time, and the epoch of the coordinates is not known: choose the static system of the country';
  }
  if (vertical) {
    return `has heights (${vertical.name}) that PROJ ${version} knows no usable way to: leave them out, and heights are those of the photos`;
  }
  return `has no known relation to WGS 84 in PROJ ${version}: choose another system, or add +towgs84 or +datum to a PROJ string`;
}
