import { type Matrix3, rotate, subtract, transpose, type Vector3 } from './matrix.ts';

/** A place on earth: WGS84 degrees, and metres above the ellipsoid. */
export interface Geodetic {
  latitude: number;
  longitude: number;
  altitude: number;
}

/** WGS84 semi-major axis in metres (NGA.STND.0036, table 3.1). */
const SEMI_MAJOR_METRES = 6378137;
/** WGS84 flattening (NGA.STND.0036, table 3.1). */
const FLATTENING = 1 / 298.257223563;
const SEMI_MINOR_METRES = SEMI_MAJOR_METRES * (1 - FLATTENING);
const FIRST_ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING);
const RADIANS_PER_DEGREE = Math.PI / 180;

/**
 * Geodetic coordinates to earth-centred, earth-fixed metres.
 * Source: Hofmann-Wellenhof et al., "GPS: Theory and Practice", 5th edition, equation 10.3.
 */
export function geodeticToEcef(place: Geodetic): Vector3 {
  const latitude = place.latitude * RADIANS_PER_DEGREE;
  const longitude = place.longitude * RADIANS_PER_DEGREE;
  const sine = Math.sin(latitude);
  const curvature = SEMI_MAJOR_METRES / Math.sqrt(1 - FIRST_ECCENTRICITY_SQUARED * sine * sine);
  const toAxis = (curvature + place.altitude) * Math.cos(latitude);
  return [
    toAxis * Math.cos(longitude),
    toAxis * Math.sin(longitude),
    (curvature * (1 - FIRST_ECCENTRICITY_SQUARED) + place.altitude) * sine,
  ];
}

/**
 * Earth-centred, earth-fixed metres to geodetic coordinates; exact to well under a millimetre below 10 km.
 * Source: B. R. Bowring, "Transformation from spatial to geographical coordinates", Survey Review 23 (1976).
 */
export function ecefToGeodetic(point: Vector3): Geodetic {
  const [x, y, z] = point;
  const toAxis = Math.hypot(x, y);
  const secondEccentricitySquared = FIRST_ECCENTRICITY_SQUARED / (1 - FIRST_ECCENTRICITY_SQUARED);
  const reduced = Math.atan2(z * SEMI_MAJOR_METRES, toAxis * SEMI_MINOR_METRES);
  const latitude = Math.atan2(
    z + secondEccentricitySquared * SEMI_MINOR_METRES * Math.sin(reduced) ** 3,
    toAxis - FIRST_ECCENTRICITY_SQUARED * SEMI_MAJOR_METRES * Math.cos(reduced) ** 3,
  );
  const sine = Math.sin(latitude);
  const curvature = SEMI_MAJOR_METRES / Math.sqrt(1 - FIRST_ECCENTRICITY_SQUARED * sine * sine);
  // This form of the height stays exact at the poles, where dividing by the cosine would not.
  const altitude =
    toAxis * Math.cos(latitude) + z * sine - (SEMI_MAJOR_METRES * SEMI_MAJOR_METRES) / curvature;
  return {
    latitude: latitude / RADIANS_PER_DEGREE,
    longitude: Math.atan2(y, x) / RADIANS_PER_DEGREE,
    altitude,
  };
}

/**
 * The rotation from earth-centred axes to east, north, up at a place (row by row the three axes).
 * Source: Hofmann-Wellenhof et al., "GPS: Theory and Practice", 5th edition, equation 10.25.
 */
export function ecefToEnuRotation(origin: Geodetic): Matrix3 {
  const latitude = origin.latitude * RADIANS_PER_DEGREE;
  const longitude = origin.longitude * RADIANS_PER_DEGREE;
  const sinLatitude = Math.sin(latitude);
  const cosLatitude = Math.cos(latitude);
  const sinLongitude = Math.sin(longitude);
  const cosLongitude = Math.cos(longitude);
  return [
    -sinLongitude,
    cosLongitude,
    0,
    -sinLatitude * cosLongitude,
    -sinLatitude * sinLongitude,
    cosLatitude,
    cosLatitude * cosLongitude,
    cosLatitude * sinLongitude,
    sinLatitude,
  ];
}

/** Geodetic coordinates to metres east, north and up of the origin. */
export function geodeticToEnu(place: Geodetic, origin: Geodetic): Vector3 {
  return rotate(ecefToEnuRotation(origin), subtract(geodeticToEcef(place), geodeticToEcef(origin)));
}

/** Metres east, north and up of the origin to geodetic coordinates. */
export function enuToGeodetic(point: Vector3, origin: Geodetic): Geodetic {
  const offset = rotate(transpose(ecefToEnuRotation(origin)), point);
  const centre = geodeticToEcef(origin);
  return ecefToGeodetic([centre[0] + offset[0], centre[1] + offset[1], centre[2] + offset[2]]);
}
