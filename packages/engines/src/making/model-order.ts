import { type PhotoFacts, type PhotoHints, type PhotoType, positionOf } from '@tiepoint/inspection';
import type { PhotoSet } from '../options/judge-photo-set.ts';
import type { TaskOptions } from '../port/task-options.ts';

/** A photo that was found, and what is thought of it. */
export interface OrderedPhoto {
  /** What people call it. */
  name: string;
  path: string;
  bytes: number;
  /** Null where the file can't be read. */
  sha1: string | null;
  /** Of a photo that can be used. */
  facts?: Pick<PhotoFacts, 'type' | 'width' | 'height' | 'metadata'>;
  /** Why it can't be used, as a code. */
  fault?: string;
}

/** What a model is to be made of, and how. */
export interface ModelOrder {
  /** What the model is called in its manifest. */
  name: string;
  /** In the order in which the engine gets them, with those that can't be used. */
  photos: readonly OrderedPhoto[];
  /** What the files beside the photos say of them; photos go by their `name`. */
  hints: PhotoHints;
  /** Those files. */
  metaFiles: readonly { name: string; sha1: string }[];
  options: TaskOptions;
}

/** A photo that can be used. */
export type UsablePhoto = OrderedPhoto & { sha1: string; facts: NonNullable<OrderedPhoto['facts']> };

const EXTENSIONS: Readonly<Record<PhotoType, string>> = { JPEG: '.jpg', PNG: '.png', TIFF: '.tif' };

/** The photos of an order that its engine gets. */
export function usablePhotosOf({ photos }: Pick<ModelOrder, 'photos'>): UsablePhoto[] {
  return photos.flatMap((photo) => {
    const { sha1, facts, fault } = photo;
    return sha1 !== null && facts && fault === undefined ? [{ ...photo, sha1, facts }] : [];
  });
}

/** What an engine calls a photo. */
export function fileNameOf(sha1: string, type: PhotoType): string {
  return `${sha1}${EXTENSIONS[type]}`;
}

/** What options can ask of the photos of an order. */
export function photoSetOf(order: ModelOrder): PhotoSet {
  const photos = usablePhotosOf(order);
  const poses = order.hints['pose.txt'].byPhoto;
  return {
    photos: photos.length,
    positioned: photos.filter(({ name, facts }) => positionOf(facts.metadata) ?? poses.has(name)).length,
    sizes: new Set(photos.map(({ facts: { width, height } }) => `${width} ${height}`)).size,
  };
}
