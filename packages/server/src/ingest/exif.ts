import exifr from 'exifr';
import type { Exif } from '../images/image.ts';

const TAGS = [
  'Make',
  'Model',
  'Orientation',
  'DateTimeOriginal',
  'OffsetTimeOriginal',
  'FocalLength',
  'FocalLengthIn35mmFormat',
  'GPSLatitude',
  'GPSLatitudeRef',
  'GPSLongitude',
  'GPSLongitudeRef',
  'GPSAltitude',
  'GPSAltitudeRef',
];

/**
 * Reads what the reconstruction and people want of a photo's EXIF (CIPA DC-008). Absent or unreadable values
 * are left out; a photo without EXIF gives an empty object.
 */
export async function readExif(path: string): Promise<Exif> {
  const tags = await parse(path);
  const exif: Exif = {
    make: text(tags.Make),
    model: text(tags.Model),
    takenAt: takenAt(tags.DateTimeOriginal, tags.OffsetTimeOriginal),
    focalLength: positive(tags.FocalLength),
    focalLengthIn35mm: positive(tags.FocalLengthIn35mmFormat),
    latitude: within(tags.latitude, 90),
    longitude: within(tags.longitude, 180),
    altitude: altitude(tags.GPSAltitude, tags.GPSAltitudeRef),
    orientation: within(tags.Orientation, 8),
  };
  return Object.fromEntries(Object.entries(exif).filter(([, value]) => value !== undefined));
}

async function parse(path: string): Promise<Record<string, unknown>> {
  try {
    // Values as they are written: exifr would read times in the server's own zone.
    const options = { pick: TAGS, gps: true, reviveValues: false, translateValues: false };
    return (await exifr.parse(path, options)) ?? {};
  } catch {
    return {};
  }
}

function text(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  return value.replaceAll('\0', '').trim().slice(0, 200) || undefined;
}

function positive(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;
}

function within(value: unknown, limit: number): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= limit ? value : undefined;
}

/** The reference byte 1 means below sea level; exifr gives it as a number or as one byte. */
function altitude(value: unknown, reference: unknown): number | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  const below = reference instanceof Uint8Array ? reference[0] === 1 : reference === 1;
  return below ? -value : value;
}

/** `2026:03:01 12:00:00` and `+02:00` → `2026-03-01T12:00:00+02:00`. */
function takenAt(time: unknown, offset: unknown): string | undefined {
  const match = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(text(time) ?? '');
  if (!match) return undefined;
  const zone = /^[+-]\d\d:\d\d$/.exec(text(offset) ?? '')?.[0] ?? '';
  return `${match[1]}-${match[2]}-${match[3]}T${match[4]}${zone}`;
}
