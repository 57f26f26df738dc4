import type { Operation } from './read-operations.ts';
import type { AreaBox } from './read-system.ts';

/** A place on earth, in degrees. */
export interface Place {
  latitude: number;
  longitude: number;
}

/** The operation for a place. */
export interface ChosenOperation {
  operation: Operation;
  /** Whether the place is in the area that the operation was made for. */
  isInArea: boolean;
  /** An operation that is more accurate there, but needs grids that are not installed. */
  better?: Operation;
}

/** Whether an operation can be used here, at any place that it is made for. */
export function isUsable({ lacksGrids, isBallpark, isTimeDependent }: Operation): boolean {
  return !lacksGrids && !isBallpark && !isTimeDependent;
}

/**
 * The operation that PROJ itself uses at a place: of those whose area holds it the most accurate one, and of equally
 * accurate ones the one with the smaller area. Outside of all areas it is the first one, as in PROJ, unless PROJ would leave
 * the difference of datums out there. Undefined where none can be used.
 * Source: `pj_get_suggested_operation` of https://github.com/OSGeo/PROJ.
 */
export function chooseOperation(operations: readonly Operation[], place: Place): ChosenOperation | undefined {
  const there = operations.filter(({ areaBox }) => isInside(areaBox, place));
  const operation = mostAccurate(there.filter(isUsable));
  if (!operation) {
    const isKnown = !there.some(({ isBallpark }) => isBallpark);
    const first = isKnown ? operations.find(isUsable) : undefined;
    return first && { operation: first, isInArea: false };
  }
  const best = mostAccurate(there.filter((one) => isUsable({ ...one, lacksGrids: false })));
  const isBetter = best?.lacksGrids && accuracyOf(best) < accuracyOf(operation);
  return { operation, isInArea: true, ...(isBetter && { better: best }) };
}

function mostAccurate(operations: readonly Operation[]): Operation | undefined {
  let best: Operation | undefined;
  for (const operation of operations) {
    if (best === undefined || (!operation.isOffshore && isPreferred(operation, best))) best = operation;
  }
  return best;
}

/** An unknown accuracy is no reason to prefer an operation, nor to leave one that PROJ puts first. */
function isPreferred(operation: Operation, best: Operation): boolean {
  const [a, b] = [operation.accuracyMetres, best.accuracyMetres];
  if (a === undefined || b === undefined) return false;
  return a < b || (a === b && isSmaller(operation.areaBox, best.areaBox));
}

function accuracyOf({ accuracyMetres }: Operation): number {
  return accuracyMetres ?? Number.POSITIVE_INFINITY;
}

/** Whether a place is in an area; without one, it is. */
export function isInside(area: AreaBox | undefined, { latitude, longitude }: Place): boolean {
  if (!area) return true;
  const [south, west, north, east] = area;
  if (latitude < south || latitude > north) return false;
  return west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east;
}

/** Whether an area is a part of another one, and not all of it. */
function isSmaller(inner: AreaBox | undefined, outer: AreaBox | undefined): boolean {
  if (!inner) return false;
  if (!outer) return true;
  if (inner.every((side, index) => side === outer[index])) return false;
  return inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3];
}
