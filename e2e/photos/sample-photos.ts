import { join } from 'node:path';
import { generateScene, type Scene } from '@tiepoint/samples';
import { CHECKOUT } from '../program/run-tiepoint.ts';

/** Few and small, but not too small for the server (a million pixels): a model of them takes about a minute. */
const SMALL_SCENE = { photos: 9, width: 1260, height: 840 };

/** A small sample scene, made once for all tests and kept for the next run. */
export function makeSmallScene(): Promise<Scene> {
  return generateScene({ folder: join(CHECKOUT, '.cache', 'e2e', 'small-scene'), ...SMALL_SCENE });
}
