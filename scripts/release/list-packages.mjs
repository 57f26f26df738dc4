import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's top folder. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Workspaces that are only used in this repository. */
const NEVER_PACKED = ['e2e', 'bench'];

/** All packages with their folder, relative to the checkout, and their manifest: those that are packed, and the others. */
export function listPackages() {
  const inPackages = readdirSync(join(ROOT, 'packages')).map((name) => `packages/${name}`);
  const packed = [...inPackages.filter(hasManifest), 'samples'].map(readPackage);
  return { packed, others: ['.', ...NEVER_PACKED].map(readPackage) };
}

/** Reads a JSON file of the checkout. */
export function readJson(path) {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
}

function hasManifest(folder) {
  return existsSync(join(ROOT, folder, 'package.json'));
}

function readPackage(folder) {
  return { folder, manifest: readJson(join(folder, 'package.json')) };
}
