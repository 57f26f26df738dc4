import {
  type PhotoFault,
  type PhotoMeasures,
  type PhotoMetadata,
  type PhotoPosition,
  type PhotoType,
  positionOf,
} from '@tiepoint/inspection';
import type { IMAGE_ERROR } from '@tiepoint/protocol';
import type { Generated, Selectable } from 'kysely';
import type { NullableJson } from '../database/database.ts';
import type { RemovalJob } from '../storage/removal-job.ts';
import { formatUploadKey, type UploadPlace } from '../storage/upload-key.ts';
import type { ImageState } from './image-state.ts';

declare module '../database/database.ts' {
  interface Tables {
    images: ImageTable;
  }
}

export type ImageType = PhotoType;

/** Why a photo is Invalid, by code and as a sentence for people. */
export type ImageFault = PhotoFault;

/** What EXIF and XMP say of a photo. */
export type Exif = PhotoMetadata;

interface ImageTable {
  id: string;
  projectId: string;
  /** The user's own name. */
  name: string;
  /** The name in the bucket, unique in the project, made by the server. */
  filename: string;
  type: ImageType;
  bucket: string;
  /** The SHA-1 that the client announced, if it did. */
  checksum: string | null;
  /** The SHA-1 of the bytes that came. */
  sha1: string | null;
  state: ImageState;
  errorCodes: Generated<IMAGE_ERROR[]>;
  errors: Generated<string[]>;
  size: number | null;
  width: number | null;
  height: number | null;
  exif: NullableJson<Exif>;
  /** Null for photos that were Ready before photos were measured. */
  measures: NullableJson<PhotoMeasures>;
  /** The type that the client announced, if it did; `type` is a guess from the name until the photo is Ready. */
  announcedType: ImageType | null;
  /** The size in bytes that the client announced, if it did. */
  announcedSize: number | null;
  /** When the stored photo of an Invalid one was found damaged or missing. */
  damagedAt: Generated<Date | null>;
  /** The ETag of the uploaded bytes that were judged; null until then. */
  uploadEtag: string | null;
  createdAt: Generated<Date>;
  movedAt: Generated<Date>;
}

/** A photo of a project. */
export type Image = Selectable<ImageTable>;

/** Where the client puts the photo, in the upload bucket. */
export function uploadKey(image: UploadPlace): string {
  return formatUploadKey(image);
}

/**
 * What goes with a photo of what the server keeps. Its place in the upload bucket is not a part of it: the bytes there go
 * by their ETag.
 */
export function removalOfImage(image: Pick<Image, 'projectId' | 'id'>): RemovalJob {
  return { prefix: photoPrefix(image) };
}

/** Everything that the server keeps of the photos of a project, in private storage. */
export function photosPrefix(projectId: string): string {
  return `photos/${projectId}/`;
}

/** Everything that the server keeps of a photo, in private storage. */
export function photoPrefix(image: Pick<Image, 'projectId' | 'id'>): string {
  return `${photosPrefix(image.projectId)}${image.id}/`;
}

/** Where the server keeps the verified photo, in private storage. */
export function originalKey(image: Pick<Image, 'projectId' | 'id'>): string {
  return `${photoPrefix(image)}original`;
}

/** Where the server keeps a thumbnail, in private storage. */
export function thumbnailKey(image: Pick<Image, 'projectId' | 'id'>, size: number): string {
  return `${photoPrefix(image)}${size}.jpg`;
}

/** Where EXIF says that the photo was taken. */
export function positionInExif({ exif }: Pick<Image, 'exif'>): PhotoPosition | undefined {
  return exif ? positionOf(exif) : undefined;
}

/** Gigapixels of a photo as the API counts them: at least 2,073,600 pixels. */
export function gigaPixels(width: number, height: number): number {
  return Math.max(2_073_600, width * height) / 1e9;
}
