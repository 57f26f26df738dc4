import type { ObjectAttributes } from '../../folder/object-record.ts';
import { S3Error } from '../../s3-error.ts';
import { elements, type Markup } from '../../xml/format-xml.ts';
import { childText, type XmlElement } from '../../xml/parse-xml.ts';

/** The tags of an object by their names. */
export type Tags = NonNullable<ObjectAttributes['tags']>;

/** S3's limits, which are OSS's too. */
const MAX_TAGS = 10;
const MAX_KEY_CHARACTERS = 128;
const MAX_VALUE_CHARACTERS = 256;

/** Parses tags from a header: `a=1&b=2`, encoded as in a query. Throws S3Error `InvalidArgument` or `InvalidTag`. */
export function readTagHeader(header: string): Tags {
  const pairs = header.split('&').filter((pair) => pair !== '');
  return toTags(
    pairs.map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [decode(name), decode(value.join('='))];
    }),
  );
}

/** Parses tags from a `Tagging` document. Throws S3Error `MalformedXML` or `InvalidTag`. */
export function readTagDocument(document: XmlElement): Tags {
  const [set, ...more] = document.children.filter(({ name }) => name === 'TagSet');
  if (document.name !== 'Tagging' || set === undefined || more.length > 0) {
    throw new S3Error('MalformedXML', 'The document must be a Tagging with a TagSet.');
  }
  return toTags(
    set.children.map((tag) => {
      const [key, value] = [childText(tag, 'Key'), childText(tag, 'Value')];
      if (tag.name !== 'Tag' || key === undefined || value === undefined) {
        throw new S3Error('MalformedXML', 'Each Tag must have a Key and a Value.');
      }
      return [key, value];
    }),
  );
}

/** The content of a `Tagging` document. */
export function formatTags(tags: Tags = {}): Markup[] {
  const set = Object.entries(tags).flatMap(([Key, Value]) => elements({ Tag: elements({ Key, Value }) }));
  return elements({ TagSet: set });
}

function toTags(pairs: readonly (readonly [key: string, value: string])[]): Tags {
  if (pairs.length > MAX_TAGS) throw invalidTag(`An object may have at most ${MAX_TAGS} tags.`);
  for (const [key, value] of pairs) {
    if (key === '' || [...key].length > MAX_KEY_CHARACTERS || [...value].length > MAX_VALUE_CHARACTERS) {
      throw invalidTag(
        `A tag has a key of 1 to ${MAX_KEY_CHARACTERS} characters and a value of at most ${MAX_VALUE_CHARACTERS}.`,
      );
    }
    if (/^aws:/i.test(key)) throw invalidTag('Keys of tags may not begin with "aws:".');
    if (/\p{Cc}/u.test(key + value)) throw invalidTag('A tag holds a control character.');
  }
  const tags = Object.fromEntries([...pairs].sort(([a], [b]) => (a < b ? -1 : 1)));
  if (Object.keys(tags).length < pairs.length) throw invalidTag('Two tags have the same key.');
  return tags;
}

/** Clients send UTF-8 percent-encoded, some of them raw: then each character stands for a byte. */
function decode(text: string): string {
  try {
    return decodeURIComponent(Buffer.from(text.replaceAll('+', ' '), 'latin1').toString());
  } catch (cause) {
    throw new S3Error('InvalidArgument', 'The header of tags must be encoded as a query.', { cause });
  }
}

function invalidTag(message: string): S3Error {
  return new S3Error('InvalidTag', message);
}
