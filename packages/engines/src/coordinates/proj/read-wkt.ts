/** One element of a text in WKT: a keyword with what is in its brackets. */
export interface WktNode {
  keyword: string;
  texts: string[];
  /** Words without quotes, such as the direction of an axis. */
  words: string[];
  numbers: number[];
  children: WktNode[];
}

const TOKEN = /"((?:[^"]|"")*)"|([A-Za-z_]\w*)\s*([[(])?|([-+]?[\d.]+(?:[eE][-+]?\d+)?)|[\])]/g;

/**
 * Reads well-known text (ISO 19162) as PROJ writes it; undefined where there is none.
 */
export function readWkt(text: string): WktNode | undefined {
  const root = newNode('');
  const open = [root];
  for (const [token, quoted, word, bracket, number] of text.matchAll(TOKEN)) {
    const last = open.at(-1) ?? root;
    if (quoted !== undefined) last.texts.push(quoted.replaceAll('""', '"'));
    else if (number !== undefined) last.numbers.push(Number(number));
    else if (word !== undefined && bracket !== undefined) {
      const node = newNode(word.toUpperCase());
      last.children.push(node);
      open.push(node);
    } else if (word !== undefined) last.words.push(word);
    else if (token && open.length > 1) open.pop();
  }
  return root.children[0];
}

/** The first child with one of these keywords. */
export function childOf(node: WktNode, ...keywords: string[]): WktNode | undefined {
  return node.children.find(({ keyword }) => keywords.includes(keyword));
}

/** South, west, north and east of the area of use, in degrees; undefined where none is stated. */
export function areaBoxOf(node: WktNode): [number, number, number, number] | undefined {
  const usage = childOf(node, 'USAGE') ?? node;
  const [south, west, north, east] = childOf(usage, 'BBOX')?.numbers ?? [];
  if (south === undefined || west === undefined || north === undefined || east === undefined)
    return undefined;
  return [south, west, north, east];
}

function newNode(keyword: string): WktNode {
  return { keyword, texts: [], words: [], numbers: [], children: [] };
}
