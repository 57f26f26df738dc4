import { DomainError } from '../../errors/domain-error.ts';
import type { Image } from '../../images/image.ts';

const MAX_NAME_LENGTH = 100;

/** The name of a point without blanks around it. A DomainError where it is empty or too long. */
export function readPointName(name: string): string {
  const trimmed = name.trim();
  if (trimmed.length >= 1 && trimmed.length <= MAX_NAME_LENGTH) return trimmed;
  throw new DomainError('BAD_INPUT', `The name of a point must have 1 to ${MAX_NAME_LENGTH} characters.`);
}

/** Refuses an observation, in pixels from the upper left corner, that lies outside its photo. */
export function assertInPhoto(image: Image, { x, y }: { x: number; y: number }): void {
  const { state, width, height } = image;
  if (state !== 'Ready' || width === null || height === null) {
    throw new DomainError(
      'BAD_INPUT',
      `${image.name} is not Ready: control points are marked in Ready photos.`,
    );
  }
  if (x >= 0 && x <= width && y >= 0 && y <= height) return;
  throw new DomainError(
    'BAD_INPUT',
    `The observation at ${x}, ${y} is outside ${image.name}, which has ${width} × ${height} pixels.`,
  );
}
