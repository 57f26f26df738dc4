import type { Vector3 } from '../linear-algebra/vector.ts';
import {
  curvatureRadii,
  degrees,
  ECCENTRICITY_SQUARED,
  radians,
  SEMI_MAJOR_METRES,
  SEMI_MINOR_METRES,
} from './wgs84.ts';

/** Geodetic coordinates: WGS 84 degrees, and metres above the ellipsoid. */
export interface Geodetic {
  latitude: number;
  longitude: number;
  altitude: number;
}

/**
 * Geodetic coordinates to earth-centred, earth-fixed metres (ECEF).
 * Source: Hofmann-Wellenhof et al., "GPS: Theory and Practice", 5th edition, equation 10.3.
 */
export function ecefFromGeodetic({ latitude, longitude, altitude }: Geodetic): Vector3 {
  const { acrossMetres } = curvatureRadii(latitude);
  const [lat, lon] = [radians(latitude), radians(longitude)];
  const toAxis = (acrossMetres + altitude) * Math.cos(lat);
  return [
    toAxis * Math.cos(lon),
    toAxis * Math.sin(lon),
    (acrossMetres * (1 - ECCENTRICITY_SQUARED) + altitude) * Math.sin(lat),
  ];
}

/**
 * Earth-centred, earth-fixed metres to geodetic coordinates; exact to well under a millimetre below 10 km.
 * Source: B. R. Bowring, "Transformation from spatial to geographical coordinates", Survey Review 23 (1976).
 */
export function geodeticFromEcef([x, y, z]: Vector3): Geodetic {
  const toAxis = Math.hypot(x, y);
  const secondEccentricitySquared = ECCENTRICITY_SQUARED / (1 - ECCENTRICITY_SQUARED);
  const reduced = Math.atan2(z * SEMI_MAJOR_METRES, toAxis * SEMI_MINOR_METRES);
  const latitude = Math.atan2(
    z + secondEccentricitySquared * SEMI_MINOR_METRES * Math.sin(reduced) ** 3,
    toAxis - ECCENTRICITY_SQUARED * SEMI_MAJOR_METRES * Math.cos(reduced) ** 3,
  );
  const sine = Math.sin(latitude);
  const across = SEMI_MAJOR_METRES / Math.sqrt(1 - ECCENTRICITY_SQUARED * sine * sine);
  // This formula for the height is exact at the poles too, unlike the one that divides by the cosine.
  const altitude = toAxis * Math.cos(latitude) + z * sine - (SEMI_MAJOR_METRES * SEMI_MAJOR_METRES) / across;
  return { latitude: degrees(latitude), longitude: degrees(Math.atan2(y, x)), altitude };
}
