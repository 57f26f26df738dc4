import { readFileSync } from 'node:fs';

const MANIFEST: { version: string } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);

/** Of this program, as it calls itself and as manifests tell it. */
export const VERSION = MANIFEST.version;
