import { withoutComments } from './house.fixture.ts';

/** Begins a constant at the left margin whose name is not UPPER_CASE. */
const CONSTANT_HEAD = /^(?:export )?const (?<name>[a-z]\w*)(?:: (?:[^=]|=>)+)? = /gm;
/** What may stand in a plain value beside literals: other constants, words that are values, and type assertions. */
const PLAIN_WORD = /^(?:[A-Z][A-Z0-9_]*|true|false|null|undefined|new|Set|Map|Object|freeze)$/;
const AMERICAN = /[cC]olor(?!s?pace)|[nN]eighbor|[cC]enter|[gG]ray(?!scale)|(?<!ara)[mM]eters?(?![a-z])/;
/** Units in any name, also in those of properties and parameters. */
const FOREIGN_UNIT = /\b(?![gs]et(?:UTC)?Milli)\w*(?:[a-z]Milliseconds|[a-z]Meters|_MILLISECONDS|_METERS)\b/g;
const DECLARED_NAME = /\b(?:const|let|function\*?|interface|type|class) +(\w+)(?!\w|,| \})/g;

/** Names of the module's constants that are plain values, and are not written in UPPER_CASE. */
export function listLowerConstants(text: string): string[] {
  const code = withoutComments(text);
  return [...code.matchAll(CONSTANT_HEAD)].flatMap((head) => {
    const value = readValue(code.slice(head.index + head[0].length));
    return isPlain(value) && !isEmpty(value) && !/Job$/.test(head.groups?.name ?? '')
      ? [head.groups?.name ?? '']
      : [];
  });
}

/** Declared names that spell a unit or a word otherwise than the rest of the house. */
export function listForeignSpellings(text: string): string[] {
  const code = withoutComments(text);
  const names = [...code.matchAll(DECLARED_NAME)].flatMap(([, name = '']) =>
    AMERICAN.test(name) || /milliseconds/i.test(name) ? [name] : [],
  );
  return [...new Set([...names, ...[...code.matchAll(FOREIGN_UNIT)].map(([name]) => name)])];
}

/** Indexed values whose absence is hidden by a type assertion. */
export function listUncheckedIndices(text: string): string[] {
  return withoutComments(text).match(/[\w\])]+\[[^\][]*\] as (?:number|string|bigint)\b(?!\[)/g) ?? [];
}

/** An expression up to the semicolon that ends its statement at the left margin. */
function readValue(code: string): string {
  const end = /;\n(?=\S|\n|$)/.exec(code)?.index;
  return code.slice(0, end);
}

function isPlain(value: string): boolean {
  if (/^`[^`]*`$/.test(value)) return !/\$\{(?![A-Z0-9_]+\})/.test(value);
  const bare = value
    .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, "''")
    .replace(/(^|[[,:(=]\s*)\/(?![/*])(?:[^/\\\n[]|\\.|\[(?:[^\]\\]|\\.)*\])+\/[a-z]*/g, "$1''")
    .replace(/\b(?:as const|(?:satisfies|as) [\w<>[\]|,'.\s]+)/g, '')
    .replace(/\b(?:Math|MathUtils)\.\w+/g, '')
    .replace(/\b(?:Set|Map)<[^()]*>(?=\()/g, 'Set')
    .replace(/(^|[{,]\s*)[\w$]+(?=:)/g, '$1')
    .replace(/\b[\d_]+(?:\.\d+)?(?:e-?\d+)?n?\b|\b0x[\da-f_]+\b/gi, '0');
  if (/=>|\bfunction\b/.test(bare)) return false;
  if (/[\w)]\(/.test(bare.replace(/\bnew (?:Set|Map)\(|\bObject\.freeze\(/g, '['))) return false;
  return (bare.match(/[A-Za-z_$][\w$]*/g) ?? []).every((word) => PLAIN_WORD.test(word));
}

/** An empty list or set is there to be filled. */
function isEmpty(value: string): boolean {
  return /^(?:\[\]|\{\}|new (?:Set|Map)(?:<.*>)?\(\))$/.test(value.trim());
}
