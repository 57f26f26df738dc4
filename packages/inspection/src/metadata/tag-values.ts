import { numbersOf, type TagValue } from './read-tags.ts';

const MAX_TEXT_CHARACTERS = 200;

/** The text of a tag without padding; undefined if it is empty or no text. */
export function text(value: TagValue | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  return value.replaceAll('\0', '').trim().slice(0, MAX_TEXT_CHARACTERS) || undefined;
}

/** The first number of a tag, if it is above zero. */
export function positive(value: TagValue | undefined): number | undefined {
  const [number = Number.NaN] = numbersOf(value);
  return Number.isFinite(number) && number > 0 ? number : undefined;
}

/** The first number of a tag, if it is whole, above zero, and at most `limit`. */
export function whole(value: TagValue | undefined, limit: number): number | undefined {
  const number = positive(value);
  return number !== undefined && Number.isInteger(number) && number <= limit ? number : undefined;
}

/** A number, if its size is at most `limit`. */
export function within(value: number | undefined, limit: number): number | undefined {
  return value !== undefined && Number.isFinite(value) && Math.abs(value) <= limit ? value : undefined;
}
