// What the test files of one run share, each of which is a process of its own: compiled sources, which are kept for the
// next run, and a folder for what is expensive to make, such as an empty database cluster. Node calls it before the first
// test and after the last one: https://nodejs.org/api/test.html#global-setup-and-teardown
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const COMPILED = fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url));

export function globalSetup() {
  process.env.NODE_COMPILE_CACHE ??= COMPILED;
  const folder = mkdtempSync(join(tmpdir(), 'tiepoint-tests-'));
  // Other accounts pass through: PostgreSQL runs as one.
  chmodSync(folder, 0o711);
  process.env.TIEPOINT_TEST_FOLDER = folder;
}

export function globalTeardown() {
  rmSync(process.env.TIEPOINT_TEST_FOLDER, { recursive: true, force: true });
}
