/** A line about one photo or group: its name and the rest. */
export interface NamedLine {
  name: string;
  /** The text after the name, without the separator. */
  rest: string;
}

/** A name ends after such an extension, whatever numbers it contains or precedes. */
const PHOTO_ENDING = /\.(jpe?g|png|tiff?)$/i;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Splits a line into a name and the rest. Names may contain spaces: they are quoted, or separated by a comma, a
 * semicolon or a tab, or end with a photo's extension. Otherwise `cutAt` gives the number of words of the
 * name.
 */
export function splitName(line: string, cutAt: (words: readonly string[]) => number): NamedLine {
  const text = line.trim();
  const quoted = /^(["'])(.+?)\1(?=$|[\s,;])/.exec(text);
  if (quoted)
    return { name: (quoted[2] ?? '').trim(), rest: withoutSeparators(text.slice(quoted[0].length)) };
  const separator = text.search(/[,;\t]/);
  if (separator >= 0) {
    return { name: text.slice(0, separator).trim(), rest: withoutSeparators(text.slice(separator)) };
  }
  const words = text.split(/\s+/);
  const cut = words.findLastIndex((word) => PHOTO_ENDING.test(word)) + 1 || cutAt(words);
  return { name: words.slice(0, cut).join(' '), rest: words.slice(cut).join(' ') };
}

/** The trailing numbers of a line are not part of the name; the first word always is. */
export function beforeNumbers(words: readonly string[]): number {
  return Math.max(1, words.findLastIndex((word) => !NUMBER.test(word)) + 1);
}

/**
 * The numbers in a text, separated by spaces, commas, semicolons or tabs. Also returns a word that is not a
 * decimal number.
 */
export function readNumbers(text: string): number[] | { notANumber: string } {
  if (text === '') return [];
  const words = text.split(/\s*[,;\t]\s*|\s+/);
  const wrong = words.find((word) => !NUMBER.test(word));
  return wrong === undefined ? words.map(Number) : { notANumber: wrong };
}

function withoutSeparators(text: string): string {
  return text
    .trim()
    .replace(/^[,;\t]|[,;\t]$/g, '')
    .trim();
}
