import { DomainError } from '../../errors/domain-error.ts';
import type { Place } from './control-point-observation.ts';

/** A place in a request: geographic, in model coordinates, or neither. */
export interface PlaceInput {
  longitude?: number | null;
  latitude?: number | null;
  altitude?: number | null;
  modelX?: number | null;
  modelY?: number | null;
  modelZ?: number | null;
}

/** Below and above anything on earth that can be photographed from nearby. */
const LOWEST_ALTITUDE_METRES = -12_000;
const HIGHEST_ALTITUDE_METRES = 100_000;
/** In metres: larger than any model, and small enough to keep millimetres. */
const MAX_MODEL_COORDINATE = 10_000_000;

/** The place in a request, or undefined without one. A DomainError where it is incomplete or out of range. */
export function readPlace(input: PlaceInput): Place | undefined {
  const geographic = readThree(input, ['longitude', 'latitude', 'altitude']);
  const model = readThree(input, ['modelX', 'modelY', 'modelZ']);
  if (geographic && model) {
    throw new DomainError(
      'BAD_INPUT',
      'A point must have either longitude, latitude and altitude, or modelX, modelY and modelZ, not both.',
    );
  }
  if (geographic) {
    const [longitude, latitude, altitude] = geographic;
    assertBetween('longitude', longitude, [-180, 180]);
    assertBetween('latitude', latitude, [-90, 90]);
    assertBetween('altitude', altitude, [LOWEST_ALTITUDE_METRES, HIGHEST_ALTITUDE_METRES]);
    return { type: 'geographic', longitude, latitude, altitude };
  }
  if (!model) return undefined;
  const [x, y, z] = model;
  for (const [name, value] of Object.entries({ modelX: x, modelY: y, modelZ: z })) {
    assertBetween(name, value, [-MAX_MODEL_COORDINATE, MAX_MODEL_COORDINATE]);
  }
  return { type: 'model', x, y, z };
}

function readThree(
  input: PlaceInput,
  names: readonly [keyof PlaceInput, keyof PlaceInput, keyof PlaceInput],
): [number, number, number] | undefined {
  const [a, b, c] = [input[names[0]], input[names[1]], input[names[2]]];
  if (a != null && b != null && c != null) return [a, b, c];
  if (a == null && b == null && c == null) return undefined;
  throw new DomainError('BAD_INPUT', `${names.join(', ')} must be given together.`);
}

function assertBetween(name: string, value: number, [least, greatest]: [number, number]): void {
  if (value >= least && value <= greatest) return;
  throw new DomainError('BAD_INPUT', `${name} must be between ${least} and ${greatest}, not ${value}.`);
}
