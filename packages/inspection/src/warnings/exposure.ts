import type { PhotoMeasures, PhotoWarning } from '../photo-facts.ts';

/**
 * The real sets have at most 0.11 of their pixels in the lowest eighth of the levels; the same photos darkened by four
 * stops have 0.57 and more, by three stops at most 0.46.
 */
const UNDEREXPOSED_PART = 0.5;
/** The real sets have at most 0.001 of their pixels there; brightened by two stops at most 0.34, by three 0.32 and more. */
const OVEREXPOSED_PART = 0.35;

/** Whether too much of the picture lies at an end of the histogram: Underexposed, Overexposed or nothing. */
export function warnOfExposure(measures: PhotoMeasures): PhotoWarning[] {
  const { clippedDark, clippedBright } = measures;
  if (clippedDark > UNDEREXPOSED_PART) {
    const message = `Nearly black in ${percent(clippedDark)} of the picture: nothing is seen there. Expose longer.`;
    return [{ code: 'Underexposed', value: clippedDark, message }];
  }
  if (clippedBright > OVEREXPOSED_PART) {
    const message = `Plain white in ${percent(clippedBright)} of the picture: nothing is seen there. Expose shorter.`;
    return [{ code: 'Overexposed', value: clippedBright, message }];
  }
  return [];
}

function percent(part: number): string {
  return `${Math.round(part * 100)} %`;
}
