import type { IMAGE_ERROR, IMAGE_WARNING } from '@tiepoint/protocol';

/** Formats that a photo may have. */
export type PhotoType = 'JPEG' | 'PNG' | 'TIFF';

/** What EXIF and XMP say of a photo; what they don't say is left out. Degrees WGS 84, metres, millimetres. */
export interface PhotoMetadata {
  make?: string;
  model?: string;
  /** Serial number of the camera's body. */
  serial?: string;
  lens?: string;
  /** The program that wrote the file last. */
  software?: string;
  /** `2026-03-01T12:00:00` as the camera's clock had it, with a zone only where the camera wrote one. */
  takenAt?: string;
  focalLength?: number;
  focalLengthIn35mm?: number;
  latitude?: number;
  longitude?: number;
  /** Above sea level, as far as the camera knows. */
  altitude?: number;
  /** Above the place of take-off (XMP of drones). */
  relativeAltitude?: number;
  /** Of the gimbal; -90 looks straight down. */
  pitch?: number;
  /** Of the gimbal, clockwise from north. */
  yaw?: number;
  roll?: number;
  /** EXIF orientation, 1 to 8. */
  orientation?: number;
  /** The size that the camera wrote into EXIF, in pixels; another size in the file means that it was edited. */
  writtenWidth?: number;
  writtenHeight?: number;
}

/** What was measured in the picture of a photo. */
export interface PhotoMeasures {
  /** Variance of the Laplacian of the luminance of the large thumbnail. */
  sharpness: number;
  /** Part of the pixels at the dark end of the histogram, 0 to 1. */
  clippedDark: number;
  /** Part of the pixels at the bright end of the histogram, 0 to 1. */
  clippedBright: number;
  /** A perceptual hash: 16 hexadecimal digits; near-duplicates differ in few bits. */
  perceptualHash: string;
  /** As libvips names it: `srgb`, `b-w`, `cmyk`, `rgb16` … */
  colourSpace: string;
}

/** What is known of a photo that can be used. */
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

/** What may keep a usable photo from being a good one. */
export interface PhotoWarning {
  code: IMAGE_WARNING;
  /** What was found, in the unit of the warning. */
  value?: number;
  /** As a sentence. */
  message: string;
}
