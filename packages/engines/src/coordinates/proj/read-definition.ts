/** A user's definition of a coordinate system as PROJ takes it, or what is wrong with it, as a sentence. */
export type Definition = { text: string; problem?: never } | { text?: never; problem: string };

/** Well-known text of a compound system with its areas of use; bounds what others have to read. */
const MAX_LENGTH = 4000;
const CODE = /^[A-Za-z][A-Za-z0-9_]{1,15}:[A-Za-z0-9_.-]{1,20}$/;
const BARE_CODE = /^\d{3,6}$/;
const PROJ_STRING = /^\+?proj=/;
const PROJ_CHARACTERS = /^[\w+\-=.,:@'"() ]+$/;
const WKT =
  /^(PROJCRS|PROJECTEDCRS|PROJCS|COMPOUNDCRS|COMPD_CS|BOUNDCRS|GEOGCRS|GEOGCS|GEODCRS|GEODETICCRS|GEOCCS|VERTCRS|VERT_CS)\s*\[/i;
/** What makes an operation of a system, or reads files of the caller's choice. */
const NO_SYSTEM = /\+?\b(init|step|inv)\b|\bproj=pipeline\b|\b(model|file)=/;
const FILE_ELSEWHERE = /\b\w*grids=[^\s"]*[/\\]|PARAMETERFILE\s*\[[^\]]*[/\\]/i;

const WAYS =
  'a code such as "EPSG:32633" or "EPSG:25832+5783", a PROJ string such as "+proj=utm +zone=33 +datum=WGS84", or WKT';

/**
 * Reads a definition that a user wrote: one code or two joined by `+`, a PROJ string, or WKT. The text is nothing that
 * a program could take for an option or a file, and names no files but grids by their plain names.
 */
export function readDefinition(written: string): Definition {
  if (written.length > MAX_LENGTH) {
    return { problem: `The coordinate system has ${written.length} characters: ${MAX_LENGTH} are enough.` };
  }
  const text = written.replaceAll(/\s+/g, ' ').trim();
  const code = readCode(text);
  if (code !== undefined) return { text: code };
  if (FILE_ELSEWHERE.test(text)) {
    return { problem: 'Grids are named without a folder: PROJ looks for them where it is installed.' };
  }
  if (WKT.test(text)) return { text };
  if (PROJ_STRING.test(text) && PROJ_CHARACTERS.test(text)) return readProjString(text);
  return { problem: `The coordinate system must be "local", ${WAYS}.` };
}

/** `epsg:25832+5783` is `EPSG:25832+EPSG:5783`; undefined for what is no code. */
function readCode(text: string): string | undefined {
  const parts = text.split('+').map((part) => part.trim());
  const [first = '', second] = parts;
  if (parts.length > 2 || !CODE.test(first)) return undefined;
  if (second === undefined) return inCapitals(first);
  const whole = BARE_CODE.test(second) ? `EPSG:${second}` : second;
  return CODE.test(whole) ? `${inCapitals(first)}+${inCapitals(whole)}` : undefined;
}

function inCapitals(code: string): string {
  const [authority = '', number = ''] = code.split(':');
  return `${authority.toUpperCase()}:${number}`;
}

function readProjString(text: string): Definition {
  if (NO_SYSTEM.test(text)) {
    return { problem: 'This PROJ string is no coordinate system: begin with +proj= and a projection.' };
  }
  const plain = text.startsWith('+') ? text : `+${text}`;
  return { text: /\+type=crs\b/.test(plain) ? plain : `${plain} +type=crs` };
}
