/** Looks up a property by its name with prefix, such as `drone-dji:GimbalYawDegree`; undefined if it is absent. */
export type XmpLookup = (name: string, within?: string) => string | undefined;

const MAX_VALUE_CHARACTERS = 200;

/**
 * Reads simple properties of an XMP packet, written as attributes or as elements (Adobe XMP specification, part 1,
 * 7.9). Makers use their usual prefixes, so names are compared literally. `within` is the structure that the
 * property is part of. No XML parser: time is linear, and nothing is expanded.
 */
export function readXmp(packet: string): XmpLookup {
  return (name, within) => {
    if (within === undefined) return find(packet, name);
    const start = packet.indexOf(`<${within}`);
    const end = packet.indexOf(`</${within}>`, start);
    return start < 0 ? undefined : find(packet.slice(start, end < 0 ? undefined : end), name);
  };
}

function find(text: string, name: string): string | undefined {
  for (const quote of ['"', "'"]) {
    const attribute = cut(text, `${name}=${quote}`, quote);
    if (attribute !== undefined) return attribute;
  }
  return cut(text, `<${name}>`, '<');
}

function cut(text: string, opening: string, closing: string): string | undefined {
  const start = text.indexOf(opening);
  if (start < 0) return undefined;
  const value = text.slice(start + opening.length, start + opening.length + MAX_VALUE_CHARACTERS);
  const end = value.indexOf(closing);
  return end < 0 ? undefined : value.slice(0, end).trim() || undefined;
}
