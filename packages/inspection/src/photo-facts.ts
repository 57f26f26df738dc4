import type { IMAGE_ERROR, IMAGE_WARNING } from '@tiepoint/protocol';

/** Formats of photos. */
export type PhotoType = 'JPEG' | 'PNG' | 'TIFF';

/** EXIF and XMP of a photo; undefined where absent. WGS 84 degrees, metres, millimetres. */
export interface PhotoMetadata {
  make?: string;
  model?: string;
  /** Serial number of the camera's body. */
  serial?: string;
  lens?: string;
  /** The program that last wrote the file. */
  software?: string;
  /** `2026-03-01T12:00:00` by the camera's clock, with a time zone only if the camera wrote one. */
  takenAt?: string;
  focalLength?: number;
  focalLengthIn35mm?: number;
  /** How many times the picture was enlarged; undefined if it was not. */
  digitalZoomRatio?: number;
  /** Only of panoramas. */
  projection?: 'equirectangular' | 'cylindrical';
  latitude?: number;
  longitude?: number;
  /** Those whose hemisphere is not written: they are taken as north and east. */
  missingHemispheres?: ('latitude' | 'longitude')[];
  altitude?: number;
  /** What the altitude is measured from; undefined where the writer does not say, and is not known. */
  altitudeAbove?: 'ellipsoid' | 'seaLevel';
  /** Standard deviations of the position along each axis, as the receiver states them, in metres. */
  horizontalDeviation?: number;
  verticalDeviation?: number;
  /** Height above take-off (XMP of drones). */
  relativeAltitude?: number;
  /** Of the gimbal; -90 is nadir. */
  pitch?: number;
  /** Of the gimbal, clockwise from north. */
  yaw?: number;
  roll?: number;
  /** EXIF orientation, 1 to 8. */
  orientation?: number;
  /** The image size in EXIF, in pixels; a different size of the file means that it was edited. */
  writtenWidth?: number;
  writtenHeight?: number;
}

/** Measures of a photo's picture. */
export interface PhotoMeasures {
  /** Variance of the Laplacian of the luminance of the large thumbnail. */
  sharpness: number;
  /** Share of the pixels at the dark end of the histogram, 0 to 1. */
  clippedDark: number;
  /** Share of the pixels at the bright end of the histogram, 0 to 1. */
  clippedBright: number;
  /** A perceptual hash: 16 hexadecimal digits; near-duplicates differ in few bits. */
  perceptualHash: string;
  /** The name in libvips: `srgb`, `b-w`, `cmyk`, `rgb16` … */
  colourSpace: string;
}

/** The facts of a usable photo. */
export interface PhotoFacts {
  type: PhotoType;
  /** Pixels as stored, before EXIF orientation. */
  width: number;
  height: number;
  metadata: PhotoMetadata;
  measures: PhotoMeasures;
}

/** Why a photo can't be used, and what to do about it, as a sentence. */
export interface PhotoFault {
  code: IMAGE_ERROR;
  message: string;
}

/** What makes a usable photo less suitable. */
export interface PhotoWarning {
  code: IMAGE_WARNING;
  /** The measured value, in the unit of the warning. */
  value?: number;
  /** As a sentence. */
  message: string;
}
