import type { Geodetic, Vector3 } from '@tiepoint/scene';
import proj4 from 'proj4';
import { findDefinition } from './find-definition.ts';

/** A projected coordinate system. Its heights are those of WGS 84, metres above the ellipsoid. */
export interface ProjectedSystem {
  /** Easting, northing and height in metres; not finite where the system does not reach. */
  project(place: Geodetic): Vector3;
  /** Whether it is made for the whole world, and stretches lengths for that. */
  worldwide: boolean;
}

/** Projections that wrap a cylinder around the equator. */
const WORLDWIDE = /\+proj=(merc|eqc|cea)\b/;

/** Opens a system by its EPSG code; throws an Error with a sentence for people where it can't be used. */
export function openSystem(code: string): ProjectedSystem {
  const { definition, problem } = findDefinition(code);
  if (definition === undefined) throw new Error(problem);
  const converter = openDefinition(code, definition);
  return {
    project({ longitude, latitude, altitude }) {
      const [easting = Number.NaN, northing = Number.NaN] = converter.forward([
        longitude,
        latitude,
        altitude,
      ]);
      return [easting, northing, altitude];
    },
    worldwide: WORLDWIDE.test(definition),
  };
}

function openDefinition(code: string, definition: string) {
  try {
    return proj4(definition);
  } catch (cause) {
    throw new Error(`${code} is not supported: choose another projected system in metres.`, { cause });
  }
}
