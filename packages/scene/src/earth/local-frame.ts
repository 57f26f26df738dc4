import { apply, type Matrix3, multiply, transpose } from '../linear-algebra/matrix.ts';
import { subtract, type Vector3 } from '../linear-algebra/vector.ts';
import type { RigidTransform } from '../transforms/rigid-transform.ts';
import { mapPoint } from '../transforms/similarity.ts';
import { ecefFromGeodetic, type Geodetic, geodeticFromEcef } from './geodetic.ts';
import { radians } from './wgs84.ts';

/** Where a place lies, in metres east, north and up (ENU) of an origin. */
export function enuFromGeodetic(place: Geodetic, origin: Geodetic): Vector3 {
  return apply(enuFromEcefRotation(origin), subtract(ecefFromGeodetic(place), ecefFromGeodetic(origin)));
}

/** The place that lies so many metres east, north and up of an origin; exact to well under a millimetre. */
export function geodeticFromEnu(point: Vector3, origin: Geodetic): Geodetic {
  return geodeticFromEcef(mapPoint(ecefFromEnu(origin), point));
}

/** From metres east, north and up of an origin to earth-centred ones. */
export function ecefFromEnu(origin: Geodetic): RigidTransform {
  return { rotation: transpose(enuFromEcefRotation(origin)), translation: ecefFromGeodetic(origin) };
}

/**
 * The map from one east-north-up frame to another. They differ by a shift and, over a few kilometres, hardly any turn;
 * but exact all the same.
 */
export function enuFromEnu({ target, source }: { target: Geodetic; source: Geodetic }): RigidTransform {
  return {
    rotation: multiply(enuFromEcefRotation(target), transpose(enuFromEcefRotation(source))),
    translation: enuFromGeodetic(source, target),
  };
}

/**
 * The rotation from earth-centred axes to east, north, up at a place: row by row the three axes.
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
