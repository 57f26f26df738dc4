import { spreadOf } from '@tiepoint/scene';
import { type MeasuredPositions, measurePositions } from '../../local/alignment/measure-positions.ts';
import type { LocalPhoto } from '../../local/workspaces/local-job.ts';

/** Positions of photos that a model is aligned to. */
export interface References extends MeasuredPositions {
  /** Positions with larger residuals are outliers. */
  maxErrorMetres: number;
}

/** A similarity transform needs three. */
const MIN_REFERENCES = 3;
/** A smaller spread is lost in the error of GNSS receivers. */
const MIN_LONGEST_METRES = 8;
/** On a narrower line, the rotation around the line is undetermined. */
const MIN_SECOND_METRES = 2;
const MIN_SECOND_SHARE = 0.02;
/** In a local frame, the object may be small; degrees that were given as metres have a smaller spread. */
const MIN_LOCAL_LONGEST_METRES = 0.05;
/** GNSS of consumer cameras is accurate to some metres. */
const MAX_ERROR_METRES = 10;
/** In a local frame, nor is an error larger than this share of the spread accepted. */
const MAX_LOCAL_ERROR_SHARE = 0.1;

/**
 * The positions that a model can be aligned to, in metres; undefined if there are too few, or if they lie on one spot or
 * one line.
 */
export function chooseReferences(photos: readonly LocalPhoto[]): References | undefined {
  const measured = measurePositions(photos);
  if (!measured) return undefined;
  const { longest, second } = spreadOf([...measured.metres.values()]);
  const inLocalFrame = measured.frame.type === 'model';
  const minLongest = inLocalFrame ? MIN_LOCAL_LONGEST_METRES : MIN_LONGEST_METRES;
  const lineWidth = Math.max(inLocalFrame ? 0 : MIN_SECOND_METRES, MIN_SECOND_SHARE * longest);
  const usable = measured.metres.size >= MIN_REFERENCES && longest >= minLongest && second >= lineWidth;
  if (!usable) return undefined;
  const localError = inLocalFrame ? MAX_LOCAL_ERROR_SHARE * longest : MAX_ERROR_METRES;
  return { ...measured, maxErrorMetres: Math.min(MAX_ERROR_METRES, localError) };
}

/** The positions as COLMAP's `model_aligner` reads them: `name x y z`, one a line. */
export function referencesText({ metres }: Pick<References, 'metres'>): string {
  return [...metres].map(([name, at]) => `${name} ${at.map((axis) => axis.toFixed(6)).join(' ')}\n`).join('');
}
