import { open } from 'node:fs/promises';
import type { PhotoMetadata } from '../photo-facts.ts';
import { fileSource } from './byte-source.ts';
import { lookUpAny, lookUpNumber, lookUpPitch } from './drone-names.ts';
import { findMetadataBlocks } from './find-metadata-blocks.ts';
import { GPS, MAX_ALTITUDE_METRES, readPosition } from './read-position.ts';
import { readTags, type Tags, type TagValue } from './read-tags.ts';
import { readXmp, type XmpLookup } from './read-xmp.ts';
import { positive, text, whole, within } from './tag-values.ts';

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
  digitalZoomRatio: 0xa404,
  focalLengthIn35mm: 0xa405,
  serial: 0xa431,
  lens: 0xa434,
  /** A DNG tag that some cameras also write to other files. */
  cameraSerial: 0xc62f,
} as const;

const WANTED: ReadonlySet<number> = new Set([...Object.values(TAG), ...Object.values(GPS)]);
const NO_TAGS: Tags = { main: new Map(), exif: new Map(), gps: new Map() };
/** The largest size of an image in any of the formats. */
const MAX_SIDE_PIXELS = 1_000_000;

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
    digitalZoomRatio: zoomOf(positive(exif.get(TAG.digitalZoomRatio))),
    projection: projectionOf(xmp),
    orientation: whole(main.get(TAG.orientation), 8),
    writtenWidth: whole(exif.get(TAG.writtenWidth), MAX_SIDE_PIXELS),
    writtenHeight: whole(exif.get(TAG.writtenHeight), MAX_SIDE_PIXELS),
  };
}

function describePlace({ gps }: Tags, xmp: XmpLookup, make: string | undefined): PhotoMetadata {
  return {
    ...readPosition(gps, xmp, make),
    relativeAltitude: within(lookUpNumber(xmp, 'relativeAltitude'), MAX_ALTITUDE_METRES),
    pitch: within(lookUpPitch(xmp, make), 180),
    yaw: within(lookUpNumber(xmp, 'yaw'), 360),
    roll: within(lookUpNumber(xmp, 'roll'), 360),
  };
}

/** Both 0 and 1 stand for none. */
function zoomOf(ratio: number | undefined): number | undefined {
  return ratio === 1 ? undefined : ratio;
}

/** Panoramas state how they are unrolled (https://developers.google.com/streetview/spherical-metadata). */
function projectionOf(xmp: XmpLookup): PhotoMetadata['projection'] {
  const stated = xmp('GPano:ProjectionType')?.toLowerCase();
  return stated === 'equirectangular' || stated === 'cylindrical' ? stated : undefined;
}

function xmpInTags({ main }: Tags): string | undefined {
  const packet = main.get(TAG.xmp);
  if (typeof packet === 'string') return packet;
  return Buffer.isBuffer(packet) ? packet.toString('utf8') : undefined;
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
