import type { LineParser } from './entry.ts';
import { splitName } from './split-name.ts';

const EXPECTED = 'expected: name group (put a name with spaces in quotes)';

/** Reads `name group`. A group's name may contain spaces if the end of the photo's name is unambiguous. */
export const parseGroup: LineParser<string> = (text) => {
  const { name, rest } = splitName(text, firstOfTwo);
  const group = rest.replace(/^(["'])(.+)\1$/, '$2').trim();
  if (name === '' || group === '') return { mistake: EXPECTED };
  return { name, value: group };
};

/** With more than two words, the end of the name is ambiguous. */
function firstOfTwo(words: readonly string[]): number {
  return words.length === 2 ? 1 : words.length;
}
