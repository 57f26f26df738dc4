import type { PhotoMetadata } from '../photo-facts.ts';
import { lookUpAny, lookUpDegrees, lookUpNumber } from './drone-names.ts';
import { numbersOf, type Tags, type TagValue } from './read-tags.ts';
import type { XmpLookup } from './read-xmp.ts';
import { roundingStepOf } from './rounding.ts';
import { positive, text, within } from './tag-values.ts';

/** Numbers of the tags in the GPS directory that are read (CIPA DC-008). */
export const GPS = {
  latitudeRef: 1,
  latitude: 2,
  longitudeRef: 3,
  longitude: 4,
  altitudeRef: 5,
  altitude: 6,
  horizontalError: 0x1f,
} as const;

/** Larger altitudes and depths are errors. */
export const MAX_ALTITUDE_METRES = 100_000;

/** An angle in EXIF; without the tag of its hemisphere, its sign is not known. */
interface Angle {
  degrees: number;
  isSigned: boolean;
}

/** What states how exact a position is, and what its altitude is measured from. */
interface Receiver {
  /** DJI's and Autel's: 50 is a fixed RTK solution, 34 a float one, 16 none, 0 no fix. */
  rtkFlag: number | undefined;
  xmp: XmpLookup;
  make: string | undefined;
}

const RTK_FIXED = 50;
const RTK_FLOAT = 34;
/** Typical deviations where none are stated, in metres. */
const TYPICAL_DEVIATIONS: ReadonlyMap<number | undefined, { horizontal: number; vertical: number }> = new Map(
  [
    [RTK_FIXED, { horizontal: 0.02, vertical: 0.04 }],
    [RTK_FLOAT, { horizontal: 0.5, vertical: 1 }],
  ],
);
/** EXIF and XMP that differ by more do not mean the same place. */
const MAX_DIFFERENCE_DEGREES = 0.01;
const MAX_DIFFERENCE_METRES = 1;
const MAX_DEVIATION_METRES = 10_000;
const METRES_PER_DEGREE = 111_000;
/** The standard deviation of values that are rounded to whole ones. */
const ROUNDING_DEVIATION = 1 / Math.sqrt(12);

/** Where the photo was taken. EXIF takes precedence over XMP, which gives signs and digits that EXIF lacks. */
export function readPosition(gps: Tags['gps'], xmp: XmpLookup, make: string | undefined): PhotoMetadata {
  const place = choosePlace(
    {
      latitude: angle(gps.get(GPS.latitude), hemisphere(gps.get(GPS.latitudeRef), 'NS'), 90),
      longitude: angle(gps.get(GPS.longitude), hemisphere(gps.get(GPS.longitudeRef), 'EW'), 180),
    },
    {
      latitude: within(lookUpDegrees(xmp, 'latitude'), 90),
      longitude: within(lookUpDegrees(xmp, 'longitude'), 180),
    },
  );
  const receiver = { rtkFlag: lookUpNumber(xmp, 'rtkFlag'), xmp, make };
  return {
    ...place,
    ...readAltitude(gps, receiver),
    ...(place.latitude !== undefined && readDeviations(gps, receiver, place)),
  };
}

interface AnglePair {
  latitude?: Angle;
  longitude?: Angle;
}

interface DegreePair {
  latitude?: number;
  longitude?: number;
}

function choosePlace(inExif: AnglePair, inXmp: DegreePair): PhotoMetadata {
  const { latitude, longitude } = {
    latitude: withSignOf(inExif.latitude, inXmp.latitude),
    longitude: withSignOf(inExif.longitude, inXmp.longitude),
  };
  const exif = { latitude: latitude?.degrees, longitude: longitude?.degrees };
  if (!hasFix(exif)) return hasFix(inXmp) ? inXmp : {};
  const missing = (['latitude', 'longitude'] as const).filter((side) =>
    side === 'latitude' ? !latitude?.isSigned : !longitude?.isSigned,
  );
  if (missing.length > 0) return { ...exif, missingHemispheres: missing };
  return hasFix(inXmp) && isFiner(inXmp, exif) ? inXmp : exif;
}

/** Receivers without a fix write 0° 0°. */
function hasFix(place: DegreePair): place is Required<DegreePair> {
  if (place.latitude === undefined || place.longitude === undefined) return false;
  return place.latitude !== 0 || place.longitude !== 0;
}

function withSignOf(inExif: Angle | undefined, inXmp: number | undefined): Angle | undefined {
  if (!inExif || inExif.isSigned || !inXmp) return inExif;
  const isSamePlace = Math.abs(Math.abs(inXmp) - inExif.degrees) < MAX_DIFFERENCE_DEGREES;
  return isSamePlace ? { degrees: Math.sign(inXmp) * inExif.degrees, isSigned: true } : inExif;
}

/** Whether XMP agrees with a rounded position in EXIF, and is less rounded. */
function isFiner(inXmp: Required<DegreePair>, inExif: Required<DegreePair>): boolean {
  const step = roundingStepOf(inExif);
  if (step === undefined || (roundingStepOf(inXmp) ?? 0) >= step) return false;
  const isNear = (side: keyof DegreePair) => Math.abs(inXmp[side] - inExif[side]) <= step;
  return isNear('latitude') && isNear('longitude');
}

function hemisphere(ref: TagValue | undefined, allowed: 'NS' | 'EW'): string | undefined {
  const letter = text(ref)?.toUpperCase().at(0);
  return letter !== undefined && allowed.includes(letter) ? letter : undefined;
}

/** Degrees, minutes and seconds; the hemisphere gives the sign, which some writers give to the numbers. */
function angle(value: TagValue | undefined, side: string | undefined, limit: number): Angle | undefined {
  const parts = numbersOf(value);
  const [degrees, minutes = 0, seconds = 0] = parts.map(Math.abs);
  if (degrees === undefined) return undefined;
  // Cameras without seconds write 0/0.
  const size = within(degrees + (minutes || 0) / 60 + (seconds || 0) / 3600, limit);
  if (size === undefined) return undefined;
  const isNegative = parts.some((part) => part < 0);
  const isBelow = isNegative || side === 'S' || side === 'W';
  return { degrees: isBelow ? -size : size, isSigned: isNegative || side !== undefined };
}

/** The altitude in EXIF takes precedence; the references 1 and 3 are below, 2 and 3 state sea level (EXIF 3.0). */
function readAltitude(
  gps: Tags['gps'],
  receiver: Receiver,
): Pick<PhotoMetadata, 'altitude' | 'altitudeAbove'> {
  const [metres] = numbersOf(gps.get(GPS.altitude));
  const [reference = 0] = numbersOf(gps.get(GPS.altitudeRef));
  const isBelow = reference === 1 || reference === 3;
  const inExif = within(metres !== undefined && isBelow ? -metres : metres, MAX_ALTITUDE_METRES);
  const inXmp = within(lookUpNumber(receiver.xmp, 'altitude'), MAX_ALTITUDE_METRES);
  if (inExif !== undefined && (reference === 2 || reference === 3))
    return { altitude: inExif, altitudeAbove: 'seaLevel' };
  // An altitude that was corrected after the flight is in EXIF alone.
  const isChanged =
    inExif !== undefined && inXmp !== undefined && Math.abs(inExif - inXmp) > MAX_DIFFERENCE_METRES;
  const altitude = inExif ?? inXmp;
  return { altitude, altitudeAbove: altitude === undefined || isChanged ? undefined : surfaceOf(receiver) };
}

/** What writers measure altitudes from. Without RTK, DJI's are from the barometer and a start that is not known. */
function surfaceOf({ rtkFlag, xmp, make }: Receiver): PhotoMetadata['altitudeAbove'] {
  const stated = lookUpAny(xmp, 'verticalSystem')?.toLowerCase();
  if (stated?.startsWith('ellips')) return 'ellipsoid';
  if (stated && /^(egm|msl|geoid|sea)/.test(stated)) return 'seaLevel';
  if (
    rtkFlag === RTK_FIXED ||
    rtkFlag === RTK_FLOAT ||
    lookUpAny(xmp, 'altitudeType')?.toLowerCase() === 'rtkalt'
  )
    return 'ellipsoid';
  return make?.toLowerCase() === 'apple' ? 'seaLevel' : undefined;
}

function readDeviations(
  gps: Tags['gps'],
  { rtkFlag, xmp }: Receiver,
  place: PhotoMetadata,
): Pick<PhotoMetadata, 'horizontalDeviation' | 'verticalDeviation'> {
  const typical = TYPICAL_DEVIATIONS.get(rtkFlag);
  const along = (name: Parameters<typeof lookUpNumber>[1]) => deviation(lookUpNumber(xmp, name));
  const [east, north] = [along('eastDeviation'), along('northDeviation')];
  const inXmp = east && north ? Math.hypot(east, north) / Math.SQRT2 : along('horizontalDeviation');
  const horizontal = inXmp ?? deviation(positive(gps.get(GPS.horizontalError))) ?? typical?.horizontal;
  if (horizontal === undefined) return {};
  const rounded = (roundingStepOf({ latitude: 0, longitude: 0, ...place }) ?? 0) * METRES_PER_DEGREE;
  return {
    horizontalDeviation: Math.max(horizontal, rounded * ROUNDING_DEVIATION),
    verticalDeviation: along('verticalDeviation') ?? typical?.vertical,
  };
}

/** Zeros stand for unknown deviations. */
function deviation(metres: number | undefined): number | undefined {
  return metres !== undefined && metres > 0 ? within(metres, MAX_DEVIATION_METRES) : undefined;
}
