/** Semi-major axis of the WGS 84 ellipsoid in metres (NGA.STND.0036, table 3.1). */
export const SEMI_MAJOR_METRES = 6_378_137;
/** Its flattening (NGA.STND.0036, table 3.1). */
const FLATTENING = 1 / 298.257223563;
/** Its semi-minor axis in metres. */
export const SEMI_MINOR_METRES = SEMI_MAJOR_METRES * (1 - FLATTENING);
/** The square of its first eccentricity. */
export const ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING);

/** An angle in radians. */
export function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

/** An angle in degrees. */
export function degrees(radians: number): number {
  return (radians * 180) / Math.PI;
}

/**
 * The ellipsoid's two radii of curvature at a latitude, in metres: along the meridian, and across it.
 * Source: J. P. Snyder, "Map Projections: A Working Manual" (1987), equations 4-18 and 4-20.
 */
export function curvatureRadii(latitudeDegrees: number): { alongMetres: number; acrossMetres: number } {
  const flattened = 1 - ECCENTRICITY_SQUARED * Math.sin(radians(latitudeDegrees)) ** 2;
  return {
    alongMetres: (SEMI_MAJOR_METRES * (1 - ECCENTRICITY_SQUARED)) / flattened ** 1.5,
    acrossMetres: SEMI_MAJOR_METRES / Math.sqrt(flattened),
  };
}
