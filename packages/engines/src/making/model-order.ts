import { choosePositions, type PhotoFacts, type PhotoHints, type PhotoType } from '@tiepoint/inspection';
import type { PhotoSet } from '../options/judge-photo-set.ts';
import type { TaskOptions } from '../port/task-options.ts';

/** A photo that was found, with the result of its inspection. */
export interface OrderedPhoto {
  /** The user's name of it. */
  name: string;
  path: string;
  bytes: number;
  /** Null if the file can't be read. */
  sha1: string | null;
  /** Only for a usable photo. */
  facts?: Pick<PhotoFacts, 'type' | 'width' | 'height' | 'metadata'>;
  /** Why it can't be used, as a code. */
  fault?: string;
}

/** Photos and options of a model. */
export interface ModelOrder {
  /** The model's name in its manifest. */
  name: string;
  /** In the order of the engine's job, with unusable ones. */
  photos: readonly OrderedPhoto[];
  /** What the files beside the photos say of them; photos go by their `name`. */
  hints: PhotoHints;
  /** Those files. */
  metaFiles: readonly { name: string; sha1: string }[];
  options: TaskOptions;
}

/** A usable photo. */
export type UsablePhoto = OrderedPhoto & { sha1: string; facts: NonNullable<OrderedPhoto['facts']> };

const EXTENSIONS: Readonly<Record<PhotoType, string>> = { JPEG: '.jpg', PNG: '.png', TIFF: '.tif' };

/** The usable photos of an order. */
export function usablePhotosOf({ photos }: Pick<ModelOrder, 'photos'>): UsablePhoto[] {
  return photos.flatMap((photo) => {
    const { sha1, facts, fault } = photo;
    return sha1 !== null && facts && fault === undefined ? [{ ...photo, sha1, facts }] : [];
  });
}

/** The file name of a photo in an engine's job. */
export function fileNameOf(sha1: string, type: PhotoType): string {
  return `${sha1}${EXTENSIONS[type]}`;
}

/** What options can require of the photos of an order. */
export function photoSetOf(order: ModelOrder): PhotoSet {
  const photos = usablePhotosOf(order);
  const known = photos.map(({ name, facts: { metadata } }) => ({ id: name, metadata }));
  const { byPhoto, inLocalFrame } = choosePositions(known, order.hints['pose.txt']);
  return {
    photos: photos.length,
    positioned: byPhoto.size,
    inLocalFrame,
    sizes: new Set(photos.map(({ facts: { width, height } }) => `${width} ${height}`)).size,
  };
}
