import { readSliceName } from '@tiepoint/texture';
import type { ImportedModel, ModelFile } from './imported-model.ts';

/** Files that belong to a model but are none. */
const COMPANION = /\.(mtl|jpe?g|png|tiff?|webp|bmp|tga|txt|xml|prj|json|bin)$/i;

/** How far the upload of a model is. */
export type UploadProgress =
  /** Files are on their way. */
  | 'arriving'
  /** What has come may be a part of what is to come: the client has to say when it is complete. */
  | 'incomplete'
  /** What has come is a model by itself: clients that send one file don't say that it was the last. */
  | 'probably complete'
  | 'complete';

/** Tells from its files how far an upload is. */
export function judgeUpload({ complete }: ImportedModel, files: readonly ModelFile[]): UploadProgress {
  if (files.length === 0) return 'incomplete';
  if (files.some(({ state }) => state !== 'Uploaded')) return 'arriving';
  if (complete) return 'complete';
  const whole = files.some(({ name }) => !readSliceName(name) && !COMPANION.test(name));
  return whole ? 'probably complete' : 'incomplete';
}
