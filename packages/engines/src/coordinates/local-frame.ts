import type { EnginePhoto } from '../engine.ts';

/** WGS 84: degrees, and metres above the ellipsoid. */
export type GeographicPosition = NonNullable<EnginePhoto['position']>;

/** Metres. In a local frame: east, north, up. */
export type Vector = readonly [number, number, number];

/** Semi-major axis and squared eccentricity of the WGS 84 ellipsoid. */
const WGS84_RADIUS_METERS = 6_378_137;
const WGS84_ECCENTRICITY_SQUARED = 6.694_379_990_141_4e-3;

/** Where a position lies, in metres east, north and up of an origin. */
export function eastNorthUp(position: GeographicPosition, origin: GeographicPosition): Vector {
  const [x, y, z] = earthCentred(position);
  const [x0, y0, z0] = earthCentred(origin);
  const [dx, dy, dz] = [x - x0, y - y0, z - z0];
  const latitude = radians(origin.latitude);
  const longitude = radians(origin.longitude);
  const [sinLat, cosLat] = [Math.sin(latitude), Math.cos(latitude)];
  const [sinLon, cosLon] = [Math.sin(longitude), Math.cos(longitude)];
  return [
    -sinLon * dx + cosLon * dy,
    -sinLat * cosLon * dx - sinLat * sinLon * dy + cosLat * dz,
    cosLat * cosLon * dx + cosLat * sinLon * dy + sinLat * dz,
  ];
}

/**
 * The place that lies so many metres east, north and up of an origin; exact to well under a millimetre.
 * B. R. Bowring, "Transformation from spatial to geographical coordinates", Survey Review 23 (1976).
 */
export function geographicAt([east, north, up]: Vector, origin: GeographicPosition): GeographicPosition {
  const [lat, lon] = [radians(origin.latitude), radians(origin.longitude)];
  const [sinLat, cosLat, sinLon, cosLon] = [Math.sin(lat), Math.cos(lat), Math.sin(lon), Math.cos(lon)];
  const [x0, y0, z0] = earthCentred(origin);
  const outward = cosLat * up - sinLat * north;
  const x = x0 - sinLon * east + cosLon * outward;
  const y = y0 + cosLon * east + sinLon * outward;
  const z = z0 + cosLat * north + sinLat * up;
  const flattening = Math.sqrt(1 - WGS84_ECCENTRICITY_SQUARED);
  const axisDistance = Math.hypot(x, y);
  const reduced = Math.atan2(z, flattening * axisDistance);
  const secondEccentricitySquared = WGS84_ECCENTRICITY_SQUARED / (1 - WGS84_ECCENTRICITY_SQUARED);
  const latitude = Math.atan2(
    z + secondEccentricitySquared * flattening * WGS84_RADIUS_METERS * Math.sin(reduced) ** 3,
    axisDistance - WGS84_ECCENTRICITY_SQUARED * WGS84_RADIUS_METERS * Math.cos(reduced) ** 3,
  );
  const sine = Math.sin(latitude);
  const surface = WGS84_RADIUS_METERS * Math.sqrt(1 - WGS84_ECCENTRICITY_SQUARED * sine ** 2);
  return {
    latitude: degrees(latitude),
    longitude: degrees(Math.atan2(y, x)),
    altitude: axisDistance * Math.cos(latitude) + z * sine - surface,
  };
}

/**
 * Takes metres east, north and up of an origin to earth-centred ones: a matrix of 4 x 4, column by column.
 */
export function earthCentredAxes(origin: GeographicPosition): number[] {
  const [lat, lon] = [radians(origin.latitude), radians(origin.longitude)];
  const [sinLat, cosLat, sinLon, cosLon] = [Math.sin(lat), Math.cos(lat), Math.sin(lon), Math.cos(lon)];
  const east = [-sinLon, cosLon, 0, 0];
  const north = [-sinLat * cosLon, -sinLat * sinLon, cosLat, 0];
  const up = [cosLat * cosLon, cosLat * sinLon, sinLat, 0];
  return [...east, ...north, ...up, ...earthCentred(origin), 1];
}

/**
 * How far positions spread along their longest and their second direction: standard deviations in metres.
 * A second one near zero means a straight line, which leaves a model free to roll around it.
 */
export function spreadOf(positions: readonly Vector[]): { longestMeters: number; secondMeters: number } {
  const count = positions.length || 1;
  const mean = [0, 1, 2].map((axis) => positions.reduce((sum, at) => sum + (at[axis] ?? 0), 0) / count);
  const covariance = (a: number, b: number) =>
    positions.reduce((sum, at) => {
      return sum + ((at[a] ?? 0) - (mean[a] ?? 0)) * ((at[b] ?? 0) - (mean[b] ?? 0));
    }, 0) / count;
  const [longest, second] = largestEigenvalues(
    [covariance(0, 0), covariance(1, 1), covariance(2, 2)],
    [covariance(0, 1), covariance(0, 2), covariance(1, 2)],
  );
  return { longestMeters: Math.sqrt(Math.max(0, longest)), secondMeters: Math.sqrt(Math.max(0, second)) };
}

/** Earth-centred, earth-fixed coordinates in metres. */
function earthCentred({ latitude, longitude, altitude }: GeographicPosition): Vector {
  const [lat, lon] = [radians(latitude), radians(longitude)];
  const normal = WGS84_RADIUS_METERS / Math.sqrt(1 - WGS84_ECCENTRICITY_SQUARED * Math.sin(lat) ** 2);
  return [
    (normal + altitude) * Math.cos(lat) * Math.cos(lon),
    (normal + altitude) * Math.cos(lat) * Math.sin(lon),
    (normal * (1 - WGS84_ECCENTRICITY_SQUARED) + altitude) * Math.sin(lat),
  ];
}

function radians(angle: number): number {
  return (angle * Math.PI) / 180;
}

function degrees(angle: number): number {
  return (angle * 180) / Math.PI;
}

/**
 * The two largest eigenvalues of a symmetric 3 x 3 matrix, given by its diagonal and (xy, xz, yz).
 * Closed form: O. K. Smith, "Eigenvalues of a symmetric 3 x 3 matrix", 1961.
 */
function largestEigenvalues(diagonal: Vector, [xy, xz, yz]: Vector): [number, number] {
  const [xx, yy, zz] = diagonal;
  const mean = (xx + yy + zz) / 3;
  const scale = Math.sqrt(
    ((xx - mean) ** 2 + (yy - mean) ** 2 + (zz - mean) ** 2 + 2 * (xy ** 2 + xz ** 2 + yz ** 2)) / 6,
  );
  if (scale === 0) return [mean, mean];
  const [a, b, c] = [(xx - mean) / scale, (yy - mean) / scale, (zz - mean) / scale];
  const [d, e, f] = [xy / scale, xz / scale, yz / scale];
  const halfDeterminant = (a * (b * c - f * f) - d * (d * c - f * e) + e * (d * f - b * e)) / 2;
  const angle = Math.acos(Math.min(1, Math.max(-1, halfDeterminant))) / 3;
  const largest = mean + 2 * scale * Math.cos(angle);
  const smallest = mean + 2 * scale * Math.cos(angle + (2 * Math.PI) / 3);
  return [largest, 3 * mean - largest - smallest];
}
