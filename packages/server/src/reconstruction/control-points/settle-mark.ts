import { DomainError } from '../../errors/domain-error.ts';
import type { AlignmentPoint, Place } from './alignment-point.ts';

/** What is to be marked; what is left out is what the point's other marks say. */
export interface WantedMark {
  imageId: string;
  name: string;
  place: Place | undefined;
  checkpoint: boolean | undefined;
}

/**
 * Makes a mark fit the other marks of its project, or refuses it with a DomainError: a point has one place, a photo
 * shows a point once, and all places of a project are of one kind.
 */
export function settleMark(
  wanted: WantedMark,
  others: readonly AlignmentPoint[],
): Pick<AlignmentPoint, 'place' | 'checkpoint'> {
  const { imageId, name } = wanted;
  const marks = others.filter((other) => other.name === name);
  if (marks.some((mark) => mark.imageId === imageId)) {
    throw refusal(`"${name}" is marked in this photo already: move that mark, or remove it.`);
  }
  const [known] = marks;
  const place = wanted.place ?? known?.place;
  if (!place) {
    throw refusal(
      `Say where "${name}" lies: by longitude, latitude and altitude, or by modelX, modelY and modelZ.`,
    );
  }
  if (known && !isSamePlace(place, known.place)) {
    throw refusal(
      `"${name}" lies at ${sayPlace(known.place)} by its other marks, not at ${sayPlace(place)}: change the place of the point, or take another name.`,
    );
  }
  const checkpoint = wanted.checkpoint ?? known?.checkpoint ?? false;
  if (known && checkpoint !== known.checkpoint) {
    throw refusal(`"${name}" is ${known.checkpoint ? 'a checkpoint' : 'no checkpoint'} by its other marks.`);
  }
  assertOneKind(place, others);
  return { place, checkpoint };
}

/** Refuses a place of another kind than those of the other points. */
export function assertOneKind(place: Place, others: readonly AlignmentPoint[]): void {
  const odd = others.find((other) => other.place.type !== place.type);
  if (!odd) return;
  const kind = odd.place.type === 'geographic' ? 'longitude, latitude and altitude' : 'model coordinates';
  throw refusal(
    `The project's other points, such as "${odd.name}", have ${kind}: one kind only can be used.`,
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
