import type { PhotoFacts, PhotoFault, PhotoType } from '../photo-facts.ts';

/** What is known of a photo before anybody looks into it. */
export interface Announcement {
  /** Only where a person or a program has said so; a guess from the file's name does not count. */
  type?: PhotoType;
  sizeBytes?: number;
}

/** What a photo must keep to: size of its file in bytes, width × height in pixels. */
export interface PhotoLimits {
  maxPhotoBytes: number;
  minPhotoPixels: number;
  maxPhotoPixels: number;
}

/** The verdict on a photo: why it can't be used, or what is known of it. */
export type Inspection =
  | { faults: PhotoFault[] }
  | {
      facts: PhotoFacts;
      /** Upright JPEGs in the order of `THUMBNAIL_SIZES`. */
      thumbnails: Buffer[];
    };

/** Sent to a decoder process, one at a time. */
export interface DecoderRequest {
  path: string;
  announced: Announcement;
  limits: PhotoLimits;
}

/** What a decoder process says: once that it is there, then for each request its end. */
export type DecoderAnswer =
  | { kind: 'started' }
  | { kind: 'judged'; inspection: Inspection }
  /** Not the photo's fault: the file can't be read. */
  | { kind: 'failed'; message: string };
