/** A piece of XML, ready to be put into a document. */
export interface Markup {
  readonly markup: string;
}

/** Content of an element: text, which is escaped, markup, or nothing, in which case the element is omitted. */
export type XmlContent = string | number | boolean | Date | readonly Markup[] | undefined;

/** By name, as S3 writes them: some clients know no others. */
const NAMED_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Elements of these names in order; those without content are omitted. */
export function elements(contents: Readonly<Record<string, XmlContent>>): Markup[] {
  return Object.entries(contents).flatMap(([name, content]) =>
    content === undefined ? [] : [{ markup: `<${name}>${format(content)}</${name}>` }],
  );
}

/** A whole document. */
export function formatDocument(rootName: string, content: readonly Markup[], namespace?: string): string {
  const attribute = namespace === undefined ? '' : ` xmlns="${namespace}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${rootName}${attribute}>${format(content)}</${rootName}>`;
}

/** Text as it stands in XML. */
export function escapeXml(text: string): string {
  return text.replace(
    /[&<>"'\r\n]/g,
    (character) => NAMED_ENTITIES[character] ?? `&#${character.charCodeAt(0)};`,
  );
}

function format(content: Exclude<XmlContent, undefined>): string {
  if (content instanceof Date) return content.toISOString();
  if (typeof content === 'object') return content.map(({ markup }) => markup).join('');
  return escapeXml(String(content));
}
