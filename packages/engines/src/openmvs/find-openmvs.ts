import { access, constants, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { askProgram } from '../local/programs/ask-program.ts';
import { PROGRAM_ENVIRONMENT } from '../local/programs/environment.ts';

/** The programs of OpenMVS that a model needs, in order. */
export const OPENMVS_PROGRAMS = [
  'InterfaceCOLMAP',
  'DensifyPointCloud',
  'ReconstructMesh',
  'TextureMesh',
] as const;

export type OpenMvsProgram = (typeof OPENMVS_PROGRAMS)[number];

/** OpenMVS as it is installed. */
export interface InstalledOpenMvs {
  /** Absolute path of the folder that holds the programs. */
  folder: string;
  /** As it calls itself, for example `2.4.0`. */
  version: string;
  /** Built with CUDA. */
  cuda: boolean;
  /** The options that each program's own help names, without the dashes. */
  options: ReadonlyMap<OpenMvsProgram, ReadonlySet<string>>;
}

/** The result of looking for OpenMVS; `missing` if its programs are in none of the folders. */
export type FoundOpenMvs =
  | { installed: InstalledOpenMvs; problem?: undefined }
  | { installed?: undefined; problem: string; missing: boolean };

/** Folders that OpenMVS is installed to, besides the search path. */
const USUAL_FOLDERS = ['/usr/local/bin/OpenMVS', '/usr/bin/OpenMVS', '/opt/OpenMVS/bin'];
/** A loaded machine starts CUDA slowly. */
const TIMEOUT_MS = 20_000;

/**
 * Finds OpenMVS in the given folder, else in the usual ones, and reads the version and options of its programs. Sources
 * of their help: apps/ and Util::LogBuild of https://github.com/cdcseacave/openMVS.
 */
export async function findOpenMvs(folder?: string): Promise<FoundOpenMvs> {
  const folders = folder ? [folder] : [...PROGRAM_ENVIRONMENT.PATH.split(delimiter), ...USUAL_FOLDERS];
  for (const candidate of folders) if (await holdsAll(candidate)) return ask(candidate);
  return { problem: missingReason(folder), missing: true };
}

async function holdsAll(folder: string): Promise<boolean> {
  try {
    await Promise.all(OPENMVS_PROGRAMS.map((name) => access(join(folder, name), constants.X_OK)));
    return true;
  } catch {
    return false;
  }
}

async function ask(folder: string): Promise<FoundOpenMvs> {
  // Each program writes a log file of its own into the folder that it is started in.
  const scratch = await mkdtemp(join(tmpdir(), 'tiepoint-openmvs-'));
  try {
    const helps = await Promise.all(
      OPENMVS_PROGRAMS.map(async (name) => {
        const path = join(folder, name);
        return [
          name,
          await askProgram(path, ['--help'], { timeoutMs: TIMEOUT_MS, folder: scratch }),
        ] as const;
      }),
    );
    return judge(folder, new Map(helps));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function judge(folder: string, helps: ReadonlyMap<OpenMvsProgram, string>): FoundOpenMvs {
  for (const [name, help] of helps) {
    if (!/\bOpenMVS\b/.test(help))
      return { problem: strangerReason(join(folder, name), help), missing: false };
  }
  const options = new Map([...helps].map(([name, help]) => [name, readOptions(help)]));
  const version = /OpenMVS \S+ v(\d[\w.]*)/.exec(helps.get('DensifyPointCloud') ?? '')?.[1] ?? 'unknown';
  const writesGlb = /--export-type\b[^-]*\bglb\b/.test(helps.get('TextureMesh') ?? '');
  if (!writesGlb || !options.get('ReconstructMesh')?.has('target-face-num')) {
    const problem = `OpenMVS ${version} in ${folder} is too old: install version 2.1 or newer.`;
    return { problem, missing: false };
  }
  const cuda = options.get('DensifyPointCloud')?.has('cuda-device') ?? false;
  return { installed: { folder, version, cuda, options } };
}

/** `-i [ --input-file ] arg` and `--max-threads arg (=0)`. */
function readOptions(help: string): ReadonlySet<string> {
  return new Set([...help.matchAll(/^\s*(?:-\w \[ )?--([\w-]+)/gm)].map(([, name = '']) => name));
}

function missingReason(folder: string | undefined): string {
  const where = folder ? `are not all in ${folder}` : 'are not installed';
  return `The programs of OpenMVS (${OPENMVS_PROGRAMS.join(', ')}) ${where}. Build or install OpenMVS and set TIEPOINT_OPENMVS to their folder.`;
}

function strangerReason(path: string, answer: string): string {
  const said = answer.trim().split('\n')[0]?.slice(0, 200);
  return `${path} does not answer --help as OpenMVS does${said ? ` (“${said}”)` : ''}: install it again, with the libraries it needs.`;
}
