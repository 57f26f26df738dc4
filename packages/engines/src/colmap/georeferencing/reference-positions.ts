import { enuFromGeodetic, type Geodetic, spreadOf, type Vector3 } from '@tiepoint/scene';
import type { LocalPhoto } from '../../local/workspaces/local-job.ts';

/** Positions of photos, in metres east, north and up of an origin. */
export interface References {
  origin: Geodetic;
  /** By file name. */
  positions: Map<string, Vector3>;
}

/** A similarity transform needs three. */
const MIN_REFERENCES = 3;
/** A smaller spread is lost in the error of GNSS receivers. */
const MIN_LONGEST_METRES = 8;
/** On a narrower line, the rotation around the line is undetermined. */
const MIN_SECOND_METRES = 2;
const MIN_SECOND_SHARE = 0.02;

/**
 * The positions that a model can be georeferenced by, with the first photo's as the origin; undefined if there are too
 * few, or if they lie on one spot or one line.
 */
export function chooseReferences(photos: readonly LocalPhoto[]): References | undefined {
  const origin = photos.find((photo) => photo.position)?.position;
  if (!origin) return undefined;
  const positions = new Map<string, Vector3>();
  for (const { fileName, position } of photos) {
    if (position) positions.set(fileName, enuFromGeodetic(position, origin));
  }
  const { longest, second } = spreadOf([...positions.values()]);
  const lineWidth = Math.max(MIN_SECOND_METRES, MIN_SECOND_SHARE * longest);
  const usable = positions.size >= MIN_REFERENCES && longest >= MIN_LONGEST_METRES && second >= lineWidth;
  return usable ? { origin, positions } : undefined;
}

/** The positions as COLMAP's `model_aligner` reads them: `name east north up`, one a line. */
export function referencesText({ positions }: References): string {
  return [...positions]
    .map(([name, at]) => `${name} ${at.map((metres) => metres.toFixed(4)).join(' ')}\n`)
    .join('');
}
