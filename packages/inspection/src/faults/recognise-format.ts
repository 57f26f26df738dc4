import { ADVICES, type FileFormat, other, picture } from './file-format.ts';
import { findSignature } from './file-signatures.ts';

/** Bytes at the beginning of a file that are enough to recognise it. */
export const RECOGNISED_BYTES = 4096;

/** Text in an old encoding has some characters that are not UTF-8; other files have many. */
const MAX_SHARE_OF_STRANGE_CHARACTERS = 0.05;
const REPLACEMENT_CHARACTER = 0xfffd;
/** Tab, line feed, vertical tab, form feed, carriage return, escape. */
const CONTROLS_IN_TEXT = new Set([9, 10, 11, 12, 13, 27]);

/** Recognises a file by its first bytes; undefined if it is unknown. Raw formats based on TIFF count as TIFF. */
export function recogniseFormat(start: Buffer): FileFormat | undefined {
  return findSignature(start) ?? recogniseText(start);
}

function recogniseText(start: Buffer): FileFormat | undefined {
  const text = decodeText(start);
  if (!isText(text)) return undefined;
  if (/^<(!doctype html|html|head|body)|<html[\s>]/i.test(text)) {
    return other('a web page (HTML)', ADVICES.downloadAgain);
  }
  if (/<svg[\s>]/i.test(text)) return picture('an SVG drawing', ADVICES.export);
  if (/^<(\?xml|[a-z]\w*[\s>])/i.test(text)) return other('an XML file', ADVICES.downloadAgain);
  if (/^[[{]/.test(text)) return other('a JSON file', ADVICES.downloadAgain);
  return other('a text file', ADVICES.leaveOut);
}

/** UTF-16 with a byte order mark, else UTF-8. */
function decodeText(start: Buffer): string {
  const mark = start.toString('hex', 0, 2);
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(start).trimStart();
}

function isText(text: string): boolean {
  let strange = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 32 && !CONTROLS_IN_TEXT.has(code)) return false;
    if (code === REPLACEMENT_CHARACTER) strange++;
  }
  return text.length > 0 && strange <= MAX_SHARE_OF_STRANGE_CHARACTERS * text.length;
}
