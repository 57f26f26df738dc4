import { open } from 'node:fs/promises';
import type { PhotoMetadata } from '../photo-facts.ts';
import { fileSource } from './byte-source.ts';
import { lookUpAny, lookUpPitch, toNumber } from './drone-names.ts';
import { findMetadataBlocks } from './find-metadata-blocks.ts';
import { numbersOf, readTags, type Tags, type TagValue } from './read-tags.ts';
import { readXmp, type XmpLookup } from './read-xmp.ts';

/** Numbers of the EXIF tags that are read (CIPA DC-008). */
const TAG = {
  make: 0x10f,
  model: 0x110,
  orientation: 0x112,
  software: 0x131,
  xmp: 0x2bc,
  takenAt: 0x9003,
  zone: 0x9011,
  focalLength: 0x920a,
  writtenWidth: 0xa002,
  writtenHeight: 0xa003,
  focalLengthIn35mm: 0xa405,
  serial: 0xa431,
  lens: 0xa434,
  /** A DNG tag that some cameras also write to other files. */
  cameraSerial: 0xc62f,
} as const;

/** Numbers of the tags in the GPS directory. */
const GPS = {
  latitudeRef: 1,
  latitude: 2,
  longitudeRef: 3,
  longitude: 4,
  altitudeRef: 5,
  altitude: 6,
} as const;

const WANTED: ReadonlySet<number> = new Set([...Object.values(TAG), ...Object.values(GPS)]);
const MAX_TEXT_CHARACTERS = 200;
const NO_TAGS: Tags = { main: new Map(), exif: new Map(), gps: new Map() };
/** The largest size of an image in any of the formats. */
const MAX_SIDE_PIXELS = 1_000_000;
/** Larger altitudes and depths are errors. */
const MAX_ALTITUDE_METRES = 100_000;

/**
 * Reads EXIF and XMP of a JPEG, PNG or TIFF. Absent and invalid values are left out; a file without metadata, or of
 * another kind, gives an empty object. Rejects only if the file can't be opened or read.
 */
export async function readMetadata(path: string): Promise<PhotoMetadata> {
  await using file = await open(path);
  try {
    const blocks = await findMetadataBlocks(fileSource(file));
    const tags = blocks.exif ? await readTags(blocks.exif, WANTED) : NO_TAGS;
    const xmp = readXmp(blocks.xmp ?? xmpInTags(tags) ?? '');
    const camera = describeCamera(tags, xmp);
    return withoutAbsent({ ...camera, ...describePlace(tags, xmp, camera.make) });
  } catch (error) {
    // An error of the disk, not of the file.
    if (error instanceof Error && 'syscall' in error) throw error;
    return {};
  }
}

function describeCamera({ main, exif }: Tags, xmp: XmpLookup): PhotoMetadata {
  return {
    make: text(main.get(TAG.make)) ?? text(lookUpAny(xmp, 'make')),
    model: text(main.get(TAG.model)) ?? text(lookUpAny(xmp, 'model')),
    serial: text(exif.get(TAG.serial)) ?? text(lookUpAny(xmp, 'serial')) ?? text(main.get(TAG.cameraSerial)),
    lens: text(exif.get(TAG.lens)) ?? text(lookUpAny(xmp, 'lens')),
    software: text(main.get(TAG.software)),
    takenAt: takenAt(exif.get(TAG.takenAt), exif.get(TAG.zone)),
    focalLength: positive(exif.get(TAG.focalLength)),
    focalLengthIn35mm: positive(exif.get(TAG.focalLengthIn35mm)),
    orientation: whole(main.get(TAG.orientation), 8),
    writtenWidth: whole(exif.get(TAG.writtenWidth), MAX_SIDE_PIXELS),
    writtenHeight: whole(exif.get(TAG.writtenHeight), MAX_SIDE_PIXELS),
  };
}

/** The position in EXIF takes precedence over XMP. */
function describePlace({ gps }: Tags, xmp: XmpLookup, make: string | undefined): PhotoMetadata {
  const inExif = {
    latitude: angle(gps.get(GPS.latitude), gps.get(GPS.latitudeRef), 90),
    longitude: angle(gps.get(GPS.longitude), gps.get(GPS.longitudeRef), 180),
    altitude: altitude(gps.get(GPS.altitude), gps.get(GPS.altitudeRef)),
  };
  const inXmp = {
    latitude: within(toNumber(lookUpAny(xmp, 'latitude')), 90),
    longitude: within(toNumber(lookUpAny(xmp, 'longitude')), 180),
  };
  const place = [inExif, inXmp].find(hasFix) ?? {};
  return {
    ...place,
    altitude: inExif.altitude ?? within(toNumber(lookUpAny(xmp, 'altitude')), MAX_ALTITUDE_METRES),
    relativeAltitude: within(toNumber(lookUpAny(xmp, 'relativeAltitude')), MAX_ALTITUDE_METRES),
    pitch: within(lookUpPitch(xmp, make), 180),
    yaw: within(toNumber(lookUpAny(xmp, 'yaw')), 360),
    roll: within(toNumber(lookUpAny(xmp, 'roll')), 360),
  };
}

/** Receivers without a fix write 0° 0°. */
function hasFix(place: { latitude?: number; longitude?: number }): boolean {
  if (place.latitude === undefined || place.longitude === undefined) return false;
  return place.latitude !== 0 || place.longitude !== 0;
}

function xmpInTags({ main }: Tags): string | undefined {
  const packet = main.get(TAG.xmp);
  if (typeof packet === 'string') return packet;
  return Buffer.isBuffer(packet) ? packet.toString('utf8') : undefined;
}

function text(value: TagValue | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  return value.replaceAll('\0', '').trim().slice(0, MAX_TEXT_CHARACTERS) || undefined;
}

function positive(value: TagValue | undefined): number | undefined {
  const [number = Number.NaN] = numbersOf(value);
  return Number.isFinite(number) && number > 0 ? number : undefined;
}

function whole(value: TagValue | undefined, limit: number): number | undefined {
  const number = positive(value);
  return number !== undefined && Number.isInteger(number) && number <= limit ? number : undefined;
}

function within(value: number | undefined, limit: number): number | undefined {
  return value !== undefined && Number.isFinite(value) && Math.abs(value) <= limit ? value : undefined;
}

/** Degrees, minutes and seconds; the hemisphere gives the sign. */
function angle(value: TagValue | undefined, ref: TagValue | undefined, limit: number): number | undefined {
  const [degrees, minutes = 0, seconds = 0] = numbersOf(value);
  if (degrees === undefined) return undefined;
  // Cameras without seconds write 0/0.
  const size = degrees + (minutes || 0) / 60 + (seconds || 0) / 3600;
  const hemisphere = text(ref)?.toUpperCase();
  return within(hemisphere === 'S' || hemisphere === 'W' ? -size : size, limit);
}

/** The reference 1 means below sea level. */
function altitude(value: TagValue | undefined, ref: TagValue | undefined): number | undefined {
  const [metres] = numbersOf(value);
  const [reference] = numbersOf(ref);
  return within(metres !== undefined && reference === 1 ? -metres : metres, MAX_ALTITUDE_METRES);
}

/** `2026:03:01 12:00:00` and `+02:00` → `2026-03-01T12:00:00+02:00`. */
function takenAt(time: TagValue | undefined, offset: TagValue | undefined): string | undefined {
  const match = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(text(time) ?? '');
  if (!match) return undefined;
  const zone = /^([+-]\d\d:\d\d|Z)$/.exec(text(offset) ?? '')?.[0] ?? '';
  const written = `${match[1]}-${match[2]}-${match[3]}T${match[4]}${zone}`;
  // A camera whose clock is not set writes zeros.
  return Number.isNaN(Date.parse(written)) ? undefined : written;
}

function withoutAbsent(metadata: PhotoMetadata): PhotoMetadata {
  return Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== undefined));
}
