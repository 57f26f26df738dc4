import type { XmpLookup } from './read-xmp.ts';

/** A property of XMP: its name, and the structure that it is part of, if any. */
type Property = [name: string, within?: string];

/**
 * Names of the same properties in the XMP of different makers of drones, DJI's first. Skydio keeps angles in a structure,
 * Autel uses the prefix `drone`, DJI has long misspelt the longitude.
 */
const PROPERTIES = {
  latitude: [
    ['drone-dji:GpsLatitude'],
    ['drone-dji:Latitude'],
    ['drone-skydio:Latitude'],
    ['drone:GpsLatitude'],
  ],
  longitude: [
    ['drone-dji:GpsLongitude'],
    ['drone-dji:GpsLongtitude'],
    ['drone-dji:Longitude'],
    ['drone-skydio:Longitude'],
    ['drone:GpsLongitude'],
  ],
  altitude: [['drone-dji:AbsoluteAltitude'], ['drone-skydio:AbsoluteAltitude'], ['drone:AbsoluteAltitude']],
  relativeAltitude: [
    ['drone-dji:RelativeAltitude'],
    ['drone-skydio:RelativeAltitude'],
    ['drone:RelativeAltitude'],
    ['Camera:AboveGroundAltitude'],
  ],
  pitch: [
    ['drone-dji:GimbalPitchDegree'],
    ['drone-parrot:CameraPitchDegree'],
    ['drone-skydio:Pitch', 'drone-skydio:CameraOrientationNED'],
    ['drone:GimbalPitchDegree'],
  ],
  yaw: [
    ['drone-dji:GimbalYawDegree'],
    ['drone-parrot:CameraYawDegree'],
    ['drone-skydio:Yaw', 'drone-skydio:CameraOrientationNED'],
    ['drone:GimbalYawDegree'],
    ['Camera:Yaw'],
  ],
  roll: [
    ['drone-dji:GimbalRollDegree'],
    ['drone-parrot:CameraRollDegree'],
    ['drone-skydio:Roll', 'drone-skydio:CameraOrientationNED'],
    ['drone:GimbalRollDegree'],
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

/**
 * The camera's pitch in degrees, -90 is nadir. With the prefix `Camera` it counts from nadir
 * (https://support.pix4d.com/hc/en-us/articles/205732309), but from the horizon with Autel.
 */
export function lookUpPitch(xmp: XmpLookup, make: string | undefined): number | undefined {
  const fromHorizon = toNumber(lookUpAny(xmp, 'pitch'));
  if (fromHorizon !== undefined) return fromHorizon;
  const pitch = toNumber(xmp('Camera:Pitch'));
  if (pitch === undefined) return undefined;
  return make?.toLowerCase().startsWith('autel') ? -Math.abs(pitch) : pitch - 90;
}

/** `+39.80` and `398/10` → 39.8; undefined if it is not a number. */
export function toNumber(value: string | undefined): number | undefined {
  const match = /^([+-]?\d{1,15}(?:\.\d{1,15})?)(?:\/(\d{1,15}))?(?: ?m)?$/.exec(value ?? '');
  if (!match) return undefined;
  const number = Number(match[1]) / Number(match[2] ?? 1);
  return Number.isFinite(number) ? number : undefined;
}
