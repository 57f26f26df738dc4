import { DomainError } from '../../errors/domain-error.ts';
import type { ControlPointObservation, Place } from './control-point-observation.ts';

/** The observation to add; what is left out is taken from the point's other observations. */
export interface WantedObservation {
  imageId: string;
  name: string;
  place: Place | undefined;
  checkpoint: boolean | undefined;
}

/**
 * Makes an observation fit the other observations of its project, or refuses it with a DomainError: a point has one place, a photo
 * shows a point once, and all places of a project are of one kind.
 */
export function settleObservation(
  wanted: WantedObservation,
  others: readonly ControlPointObservation[],
): Pick<ControlPointObservation, 'place' | 'checkpoint'> {
  const { imageId, name } = wanted;
  const observations = others.filter((other) => other.name === name);
  if (observations.some((observation) => observation.imageId === imageId)) {
    throw refusal(`"${name}" is already marked in this photo: change or remove that observation.`);
  }
  const [known] = observations;
  const place = wanted.place ?? known?.place;
  if (!place) {
    throw refusal(
      `The coordinates of "${name}" are missing: give longitude, latitude and altitude, or modelX, modelY and modelZ.`,
    );
  }
  if (known && !isSamePlace(place, known.place)) {
    throw refusal(
      `"${name}" has the coordinates ${sayPlace(known.place)} in its other observations, not ${sayPlace(place)}: change the coordinates of the point, or use another name.`,
    );
  }
  const checkpoint = wanted.checkpoint ?? known?.checkpoint ?? false;
  if (known && checkpoint !== known.checkpoint) {
    throw refusal(
      `"${name}" is ${known.checkpoint ? 'a checkpoint' : 'no checkpoint'} in its other observations.`,
    );
  }
  assertOneKind(place, others);
  return { place, checkpoint };
}

/** Refuses a place of another kind than those of the other points. */
export function assertOneKind(place: Place, others: readonly ControlPointObservation[]): void {
  const odd = others.find((other) => other.place.type !== place.type);
  if (!odd) return;
  const kind = odd.place.type === 'geographic' ? 'longitude, latitude and altitude' : 'model coordinates';
  throw refusal(
    `The project's other points, such as "${odd.name}", have ${kind}: all points of a project must have the same kind.`,
  );
}

function isSamePlace(a: Place, b: Place): boolean {
  return sayPlace(a) === sayPlace(b);
}

function sayPlace(place: Place): string {
  return place.type === 'geographic'
    ? `longitude ${place.longitude}, latitude ${place.latitude}, altitude ${place.altitude}`
    : `x ${place.x}, y ${place.y}, z ${place.z}`;
}

function refusal(message: string): DomainError {
  return new DomainError('BAD_INPUT', message);
}
