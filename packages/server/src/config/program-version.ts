import { readFileSync } from 'node:fs';

const MANIFEST: { version: string } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
);

/** Of this program, as its packages and its API tell it. */
export const PROGRAM_VERSION = MANIFEST.version;
