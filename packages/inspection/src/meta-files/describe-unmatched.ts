import type { MetaFileName } from './entry.ts';
import type { NameMatches } from './match-names.ts';

/** Nobody reads more; the rest is counted. */
const MAX_SENTENCES = 20;

/** Says of each name in a file that means no photo, or several, on which line it stands; `noun` is what photos are called. */
export function describeUnmatched(
  file: MetaFileName,
  matches: NameMatches<unknown>,
  noun = 'Ready photo',
): string[] {
  const found = [
    ...matches.unknown.map(({ line, name }) => ({
      line,
      what: `no ${noun} is called ${JSON.stringify(name)}`,
    })),
    ...matches.ambiguous.map(({ line, name }) => ({
      line,
      what: `${JSON.stringify(name)} could be several photos, or several lines mean the same photo; write its whole name`,
    })),
  ].sort((a, b) => a.line - b.line);
  const sentences = found.slice(0, MAX_SENTENCES).map(({ line, what }) => `${file}, line ${line}: ${what}.`);
  const more = found.length - sentences.length;
  return more > 0 ? [...sentences, `${file}: ${more} more lines like these.`] : sentences;
}
