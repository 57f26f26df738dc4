import { rename } from 'node:fs/promises';
import sharp from 'sharp';
import { FOCAL_LENGTH_35MM, type Shot } from './survey.ts';

/** What the simulated camera calls itself. */
export const CAMERA = { make: 'Tiepoint', model: 'Virtual Drone' };
const JPEG_QUALITY = 90;
/** Focal length of the lens proper, millimetres: a one-inch-class sensor. */
const FOCAL_LENGTH_MM = 8.8;

/** Writes a picture as a JPEG with EXIF and GPS; the file appears under its name only when it is whole. */
export async function writePhoto(
  path: string,
  picture: { rgb: Buffer; width: number; height: number },
  shot: Shot,
): Promise<void> {
  const { rgb, width, height } = picture;
  const partial = `${path}.partial`;
  await sharp(rgb, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: JPEG_QUALITY })
    .withExif(exifOf(shot))
    .toFile(partial);
  await rename(partial, path);
}

/** The EXIF block in sharp's form: IFD0 the image, IFD2 the camera settings, IFD3 the GPS (EXIF 2.32, 4.6). */
function exifOf(shot: Shot) {
  const takenAt = shot.takenAt.toISOString().replaceAll('-', ':').replace('T', ' ').slice(0, 19);
  const { latitude, longitude, altitude } = shot.gps;
  return {
    IFD0: { Make: CAMERA.make, Model: CAMERA.model, Software: 'Tiepoint sample scene', DateTime: takenAt },
    IFD2: {
      DateTimeOriginal: takenAt,
      DateTimeDigitized: takenAt,
      OffsetTimeOriginal: '+00:00',
      ExposureTime: '1/1000',
      FNumber: '28/10',
      ISOSpeedRatings: '100',
      FocalLength: `${FOCAL_LENGTH_MM * 10}/10`,
      FocalLengthIn35mmFilm: String(FOCAL_LENGTH_35MM),
    },
    IFD3: {
      GPSLatitudeRef: latitude < 0 ? 'S' : 'N',
      GPSLatitude: sexagesimal(latitude),
      GPSLongitudeRef: longitude < 0 ? 'W' : 'E',
      GPSLongitude: sexagesimal(longitude),
      GPSAltitudeRef: altitude < 0 ? '1' : '0',
      GPSAltitude: `${Math.round(Math.abs(altitude) * 1000)}/1000`,
    },
  };
}

/** Degrees, minutes and seconds as rationals, to a ten-thousandth of a second of arc (3 mm). */
function sexagesimal(degrees: number): string {
  const unitsPerSecond = 10000;
  const units = Math.round(Math.abs(degrees) * 3600 * unitsPerSecond);
  const wholeDegrees = Math.floor(units / (3600 * unitsPerSecond));
  const minutes = Math.floor(units / (60 * unitsPerSecond)) % 60;
  return `${wholeDegrees}/1 ${minutes}/1 ${units % (60 * unitsPerSecond)}/${unitsPerSecond}`;
}
