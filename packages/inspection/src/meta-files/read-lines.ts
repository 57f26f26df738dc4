/** A line of a text file, without its end. */
export interface TextLine {
  /** From 1. */
  number: number;
  text: string;
}

/** Why a file is not read further; the message names the line. */
export class UnreadableText extends Error {
  constructor(line: number, what: string, options?: ErrorOptions) {
    super(`line ${line}: ${what}`, options);
    this.name = 'UnreadableText';
  }
}

/** Longer lines are no lists of photos. */
const MAX_LINE_BYTES = 4096;
const MAX_LINES = 100_000;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Reads the lines of UTF-8 text with or without a byte order mark, ended by LF or CRLF. Memory is bounded by one
 * line and one chunk. Throws UnreadableText for lines that are too long, not UTF-8, or too many.
 */
export async function* readLines(source: AsyncIterable<Uint8Array>): AsyncGenerator<TextLine> {
  // Without `ignoreBOM` the decoder takes the byte order mark away, at the start of each line alone.
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let number = 0;
  for await (const bytes of splitLines(source)) {
    number += 1;
    if (number > MAX_LINES) throw new UnreadableText(number, `the limit is ${MAX_LINES} lines`);
    if (bytes.length > MAX_LINE_BYTES) {
      throw new UnreadableText(number, `longer than ${MAX_LINE_BYTES} bytes; expected one photo per line`);
    }
    yield { number, text: decode(decoder, bytes, number) };
  }
}

/** Lines as bytes; a line that is too long is truncated, and is the last one. */
async function* splitLines(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array();
  for await (const chunk of source) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
      yield bytes.subarray(start, bytes[end - 1] === CARRIAGE_RETURN && end > start ? end - 1 : end);
      start = end + 1;
    }
    rest = bytes.subarray(start);
    if (rest.length > MAX_LINE_BYTES + 1) return yield rest;
  }
  if (rest.length > 0) yield rest.at(-1) === CARRIAGE_RETURN ? rest.subarray(0, -1) : rest;
}

function decode(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array, line: number): string {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch (cause) {
    throw new UnreadableText(line, 'not UTF-8 text; save the file as UTF-8', { cause });
  }
  if (text.includes('\0')) throw new UnreadableText(line, 'not UTF-8 text; save the file as UTF-8');
  return text;
}
