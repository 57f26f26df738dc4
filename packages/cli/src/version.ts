import { readFileSync } from 'node:fs';

const MANIFEST: { version: string } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);

/** Version of this program, as in `--version` and in manifests. */
export const VERSION = MANIFEST.version;
