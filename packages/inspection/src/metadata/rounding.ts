/** Degrees that positions are rounded to, the coarsest first: decimals of degrees, of minutes (1/60) and of seconds. */
const STEPS_DEGREES = [
  1,
  0.1,
  1 / 60,
  0.01,
  0.1 / 60,
  0.001,
  1 / 3600,
  0.01 / 60,
  0.0001,
  0.1 / 3600,
  0.001 / 60,
] as const;
/** Receivers write 1e-7° or finer; fractions of EXIF are exact to 1e-9°. */
const TOLERANCE_DEGREES = 2e-9;

/**
 * The degrees that a position is rounded to, if they are more than 1e-5° (a metre): both of its coordinates are whole
 * multiples. One position in a million is so by chance.
 */
export function roundingStepOf({
  latitude,
  longitude,
}: {
  latitude: number;
  longitude: number;
}): number | undefined {
  return STEPS_DEGREES.find((step) => isMultiple(latitude, step) && isMultiple(longitude, step));
}

function isMultiple(value: number, step: number): boolean {
  return Math.abs(value - Math.round(value / step) * step) < TOLERANCE_DEGREES;
}
