import type { PhotoFacts, PhotoFault, PhotoType } from '../photo-facts.ts';

/** Announced properties of a photo. */
export interface Announcement {
  /** Only if it was announced explicitly, not guessed from the file's name. */
  type?: PhotoType;
  sizeBytes?: number;
}

/** Limits of a photo: size of its file in bytes, width × height in pixels. */
export interface PhotoLimits {
  maxPhotoBytes: number;
  minPhotoPixels: number;
  maxPhotoPixels: number;
}

/** The result of inspecting a photo: its faults, or its facts. */
export type Inspection =
  | { faults: PhotoFault[] }
  | {
      facts: PhotoFacts;
      /** Upright JPEGs in the order of `THUMBNAIL_SIZES`. */
      thumbnails: Buffer[];
    };

/** A request to a decoder process, one at a time. */
export interface DecoderRequest {
  path: string;
  announced: Announcement;
  limits: PhotoLimits;
}

/** Messages of a decoder process: once that it has started, then a result for each request. */
export type DecoderAnswer =
  | { kind: 'started' }
  | { kind: 'judged'; inspection: Inspection }
  /** The file can't be read, which is no fault of the photo. */
  | { kind: 'failed'; message: string };
