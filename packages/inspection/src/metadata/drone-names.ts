import type { XmpLookup } from './read-xmp.ts';

/** A property of XMP: its name, and the structure that it is part of, if any. */
type Property = [name: string, within?: string];

/**
 * Names of the same properties in the XMP of different makers of drones, DJI's first. Skydio keeps angles in a structure,
 * Autel uses the prefix `drone`, DJI and Autel have long misspelt the longitude, and editors use the prefix `exif`.
 */
const PROPERTIES = {
  latitude: [
    ['drone-dji:GpsLatitude'],
    ['drone-dji:Latitude'],
    ['drone-skydio:Latitude'],
    ['drone:GpsLatitude'],
    ['exif:GPSLatitude'],
  ],
  longitude: [
    ['drone-dji:GpsLongitude'],
    ['drone-dji:GpsLongtitude'],
    ['drone-dji:Longitude'],
    ['drone-skydio:Longitude'],
    ['drone:GpsLongitude'],
    ['drone:GpsLongtitude'],
    ['exif:GPSLongitude'],
  ],
  altitude: [
    ['drone-dji:AbsoluteAltitude'],
    ['drone-skydio:AbsoluteAltitude'],
    ['drone:AbsoluteAltitude'],
    ['drone-yuneec:GPSAltitude'],
  ],
  altitudeType: [['drone-dji:AltitudeType']],
  verticalSystem: [['Camera:VertCS']],
  rtkFlag: [['drone-dji:RtkFlag'], ['drone:RtkFlag']],
  eastDeviation: [['drone-dji:RtkStdLon'], ['drone:RtkStdLon']],
  northDeviation: [['drone-dji:RtkStdLat'], ['drone:RtkStdLat']],
  horizontalDeviation: [['Camera:GPSXYAccuracy']],
  verticalDeviation: [['drone-dji:RtkStdHgt'], ['drone:RtkStdHgt'], ['Camera:GPSZAccuracy']],
  relativeAltitude: [
    ['drone-dji:RelativeAltitude'],
    ['drone-skydio:RelativeAltitude'],
    ['drone:RelativeAltitude'],
    ['drone-yuneec:AboveHomeAltitude'],
    ['Camera:AboveGroundAltitude'],
  ],
  pitch: [
    ['drone-dji:GimbalPitchDegree'],
    ['drone-parrot:CameraPitchDegree'],
    ['drone-skydio:Pitch', 'drone-skydio:CameraOrientationNED'],
    ['drone:GimbalPitchDegree'],
    ['drone-yuneec:GimbalPitch'],
  ],
  yaw: [
    ['drone-dji:GimbalYawDegree'],
    ['drone-parrot:CameraYawDegree'],
    ['drone-skydio:Yaw', 'drone-skydio:CameraOrientationNED'],
    ['drone:GimbalYawDegree'],
    ['drone-yuneec:GimbalYaw'],
    ['Camera:Yaw'],
  ],
  roll: [
    ['drone-dji:GimbalRollDegree'],
    ['drone-parrot:CameraRollDegree'],
    ['drone-skydio:Roll', 'drone-skydio:CameraOrientationNED'],
    ['drone:GimbalRollDegree'],
    ['drone-yuneec:GimbalRoll'],
    ['Camera:Roll'],
  ],
  serial: [
    ['drone-dji:CameraSerialNumber'],
    ['exifEX:BodySerialNumber'],
    ['aux:SerialNumber'],
    ['drone-dji:DroneSerialNumber'],
    ['drone-skydio:VehicleSerialNumber'],
  ],
  lens: [['exifEX:LensModel'], ['aux:Lens']],
  make: [['tiff:Make']],
  model: [['tiff:Model']],
} as const satisfies Record<string, readonly Property[]>;

/** The value of the first name that the photo's XMP has. */
export function lookUpAny(xmp: XmpLookup, thing: keyof typeof PROPERTIES): string | undefined {
  for (const [name, within] of PROPERTIES[thing] as readonly Property[]) {
    const value = xmp(name, within);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The first of those values that is a number. */
export function lookUpNumber(xmp: XmpLookup, thing: keyof typeof PROPERTIES): number | undefined {
  return toNumber(lookUpAny(xmp, thing));
}

/** A latitude or longitude in degrees, also written as `46,50.556S` (Adobe XMP specification, part 2, GPSCoordinate). */
export function lookUpDegrees(xmp: XmpLookup, thing: 'latitude' | 'longitude'): number | undefined {
  const value = lookUpAny(xmp, thing);
  const match = /^(\d{1,3}),(\d{1,2}(?:\.\d{1,15})?)(?:,(\d{1,2}(?:\.\d{1,15})?))?([NSEW])$/i.exec(
    value ?? '',
  );
  if (!match) return toNumber(value);
  const size = Number(match[1]) + Number(match[2]) / 60 + Number(match[3] ?? 0) / 3600;
  return /[SW]/i.test(match[4] ?? '') ? -size : size;
}

/**
 * The camera's pitch in degrees, -90 is nadir. With the prefix `Camera` it counts from nadir
 * (https://support.pix4d.com/hc/en-us/articles/205732309), but from the horizon with Autel.
 */
export function lookUpPitch(xmp: XmpLookup, make: string | undefined): number | undefined {
  const fromHorizon = lookUpNumber(xmp, 'pitch');
  if (fromHorizon !== undefined) return fromHorizon;
  const pitch = toNumber(xmp('Camera:Pitch'));
  if (pitch === undefined) return undefined;
  return make?.toLowerCase().startsWith('autel') ? -Math.abs(pitch) : pitch - 90;
}

/** `+39.80` and `398/10` → 39.8; undefined if it is not a number. */
function toNumber(value: string | undefined): number | undefined {
  const match = /^([+-]?\d{1,15}(?:\.\d{1,15})?)(?:\/(\d{1,15}))?(?: ?m)?$/.exec(value ?? '');
  if (!match) return undefined;
  const number = Number(match[1]) / Number(match[2] ?? 1);
  return Number.isFinite(number) ? number : undefined;
}
