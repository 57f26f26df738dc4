import { apply, type Matrix3, multiply, transpose } from '../linear-algebra/matrix.ts';
import { subtract, type Vector3 } from '../linear-algebra/vector.ts';
import type { RigidTransform } from '../transforms/rigid-transform.ts';
import { transformPoint } from '../transforms/similarity.ts';
import { ecefFromGeodetic, type Geodetic, geodeticFromEcef } from './geodetic.ts';
import { radians } from './wgs84.ts';

/** Geodetic coordinates to metres east, north and up (ENU) of an origin. */
export function enuFromGeodetic(place: Geodetic, origin: Geodetic): Vector3 {
  return apply(enuFromEcefRotation(origin), subtract(ecefFromGeodetic(place), ecefFromGeodetic(origin)));
}

/** Metres east, north and up of an origin to geodetic coordinates; exact to well under a millimetre. */
export function geodeticFromEnu(point: Vector3, origin: Geodetic): Geodetic {
  return geodeticFromEcef(transformPoint(ecefFromEnu(origin), point));
}

/** The transform from metres east, north and up of an origin to earth-centred, earth-fixed metres. */
export function ecefFromEnu(origin: Geodetic): RigidTransform {
  return { rotation: transpose(enuFromEcefRotation(origin)), translation: ecefFromGeodetic(origin) };
}

/**
 * The transform from one east-north-up frame to another: exact, though over a few kilometres it is almost only a
 * translation.
 */
export function enuFromEnu({ target, source }: { target: Geodetic; source: Geodetic }): RigidTransform {
  return {
    rotation: multiply(enuFromEcefRotation(target), transpose(enuFromEcefRotation(source))),
    translation: enuFromGeodetic(source, target),
  };
}

/**
 * The rotation from earth-centred axes to east, north, up at a place: the three axes as rows.
 * Source: Hofmann-Wellenhof et al., "GPS: Theory and Practice", 5th edition, equation 10.25.
 */
function enuFromEcefRotation({ latitude, longitude }: Geodetic): Matrix3 {
  const [lat, lon] = [radians(latitude), radians(longitude)];
  const [sinLat, cosLat, sinLon, cosLon] = [Math.sin(lat), Math.cos(lat), Math.sin(lon), Math.cos(lon)];
  return [
    ...([-sinLon, cosLon, 0] as const),
    ...([-sinLat * cosLon, -sinLat * sinLon, cosLat] as const),
    ...([cosLat * cosLon, cosLat * sinLon, sinLat] as const),
  ];
}
