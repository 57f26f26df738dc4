import { S3Error } from '../s3-error.ts';

/** An element of a request's body, by its local name; attributes are ignored. */
export interface XmlElement {
  readonly name: string;
  /** The character data directly in it, entities resolved. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/** S3's documents are three levels deep. */
const MAX_DEPTH = 8;

/** XML's own entities; others could only come from a DOCTYPE, which is refused. */
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', apos: "'", gt: '>', lt: '<', quot: '"' };

/** Text, a declaration at the start, a comment, or a tag; a tag's attributes are skipped as a whole. */
const TOKEN =
  /([^<]+)|(<\?xml[^<>]*\?>)|(<!--[\s\S]*?-->)|<(\/?)(?:[\w.-]+:)?([A-Za-z_][\w.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;

/**
 * Parses the small documents that S3 clients send: elements, text, XML's own entities. Its time and memory are
 * linear in the length of the text, which the caller bounds.
 *
 * @throws S3Error `MalformedXML` for everything else: DOCTYPE, CDATA, processing instructions, other entities
 */
export function parseXml(text: string): XmlElement {
  const root = { name: '', text: '', children: [] as XmlElement[] };
  const open = [root];
  const token = new RegExp(TOKEN);
  while (token.lastIndex < text.length) {
    const match = token.exec(text);
    if (match === null) throw malformed();
    const [, characters, declaration, comment, closes, name = '', , closesItself] = match;
    const parent = open.at(-1) ?? root;
    if (characters !== undefined) parent.text += resolveEntities(characters);
    else if (declaration !== undefined || comment !== undefined) continue;
    else if (closes) {
      if (open.length < 2 || parent.name !== name) throw malformed();
      open.pop();
    } else {
      const element = { name, text: '', children: [] as XmlElement[] };
      parent.children.push(element);
      if (!closesItself) open.push(element);
      if (open.length > MAX_DEPTH) throw malformed();
    }
  }
  const [document] = root.children;
  if (open.length > 1 || root.children.length !== 1 || !document || root.text.trim() !== '')
    throw malformed();
  return document;
}

/** The text of the first child of this name; undefined when there is none. */
export function childText(element: XmlElement, name: string): string | undefined {
  return element.children.find((child) => child.name === name)?.text;
}

function resolveEntities(text: string): string {
  return text.replace(/&([^;]{0,10});?/g, (entity, name: string) => {
    const resolved = entity.endsWith(';') ? (ENTITIES[name] ?? resolveCharacter(name)) : undefined;
    if (resolved === undefined) throw malformed();
    return resolved;
  });
}

/** Resolves `#10` or `#xA`. */
function resolveCharacter(name: string): string | undefined {
  const [, decimal, hex] = /^#(?:(\d{1,7})|x([0-9a-fA-F]{1,6}))$/.exec(name) ?? [];
  const code = Number.parseInt(hex ?? decimal ?? '', hex === undefined ? 10 : 16);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

function malformed(): S3Error {
  return new S3Error(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema.',
  );
}
