import type { PhotoMeasures, PhotoWarning } from '../photo-facts.ts';

/**
 * The real sets have at most 0.11 of their pixels in the lowest eighth of the levels; the same photos darkened by four
 * stops have 0.57 and more, by three stops at most 0.46.
 */
const UNDEREXPOSED_SHARE = 0.5;
/** The real sets have at most 0.001 of their pixels there; brightened by two stops at most 0.34, by three 0.32 and more. */
const OVEREXPOSED_SHARE = 0.35;

/** Warns of a photo that is underexposed or overexposed, by the share of pixels at an end of the histogram. */
export function warnOfExposure(measures: PhotoMeasures): PhotoWarning[] {
  const { clippedDark, clippedBright } = measures;
  if (clippedDark > UNDEREXPOSED_SHARE) {
    const message = `Underexposed: ${percent(clippedDark)} of the picture is nearly black and shows no detail. Use a longer exposure.`;
    return [{ code: 'Underexposed', value: clippedDark, message }];
  }
  if (clippedBright > OVEREXPOSED_SHARE) {
    const message = `Overexposed: ${percent(clippedBright)} of the picture is plain white and shows no detail. Use a shorter exposure.`;
    return [{ code: 'Overexposed', value: clippedBright, message }];
  }
  return [];
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
