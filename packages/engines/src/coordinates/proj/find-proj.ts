import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runProj } from './run-proj.ts';

/** PROJ's programs as they are installed. */
export interface InstalledProj {
  /** Absolute paths. */
  projinfo: string;
  cct: string;
  /** As it calls itself, for example `9.1.1`. */
  version: string;
}

/** The result of looking for PROJ: its programs, or why it can't be used, as a sentence. */
export type FoundProj =
  | { installed: InstalledProj; problem?: undefined }
  | { installed?: undefined; problem: string };

/** The first one with the options that are used here. */
const OLDEST_MAJOR_VERSION = 8;
const INSTALL = 'Install it with "sudo apt-get install -y --no-install-recommends proj-bin"';

const execute = promisify(execFile);

/** Finds PROJ's programs in a folder, or in the search path. */
export async function findProj(folder?: string): Promise<FoundProj> {
  const [projinfo, cct] = await Promise.all(['projinfo', 'cct'].map((name) => resolveProgram(name, folder)));
  if (!projinfo || !cct) {
    const where = folder === undefined ? 'not installed' : `not in ${folder}`;
    return { problem: `PROJ, which knows all coordinate systems, is ${where}. ${INSTALL}.` };
  }
  const version = await askVersion(cct);
  if (version === undefined || Number.parseInt(version, 10) < OLDEST_MAJOR_VERSION) {
    const found = version === undefined ? 'does not answer' : `has version ${version}`;
    return { problem: `${cct} ${found}: PROJ ${OLDEST_MAJOR_VERSION} or newer is needed. ${INSTALL}.` };
  }
  return { installed: { projinfo, cct, version } };
}

/** The shell resolves names as the operator's own shell would. */
async function resolveProgram(name: string, folder: string | undefined): Promise<string | undefined> {
  const program = folder === undefined ? name : join(folder, name);
  try {
    const { stdout } = await execute('/bin/sh', ['-c', 'command -v -- "$1"', 'sh', program]);
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}

async function askVersion(cct: string): Promise<string | undefined> {
  try {
    const { stdout, stderr } = await runProj(cct, ['--version']);
    return /Rel\. (\d+\.\d+\.\d+)/.exec(stdout + stderr)?.[1];
  } catch {
    return undefined;
  }
}
