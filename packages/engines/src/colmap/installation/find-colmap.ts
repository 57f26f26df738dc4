import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { askProgram } from '../../local/programs/ask-program.ts';
import { readCommands, readOptions, readVersion } from './read-help.ts';

/** COLMAP as it is installed. */
export interface InstalledColmap {
  /** Absolute. */
  path: string;
  /** As it calls itself, for example `3.8`. */
  version: string;
  /** Built with CUDA, and a GPU is there. */
  gpu: boolean;
  /** Built with CUDA, whether or not a GPU is there. */
  cuda: boolean;
  /** The options that a command knows; a command is left out whose own help can't be read. */
  options: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The result of looking for COLMAP: the program, or why it can't be used, as a sentence. */
export type FoundColmap =
  | { installed: InstalledColmap; problem?: undefined }
  | { installed?: undefined; problem: string };

/** Options of `createColmapFinder`. */
export interface FindColmapOptions {
  /** A path, or a name in the search path. Default `colmap`. */
  executable?: string;
  /** Whether an NVIDIA GPU is there; without it, the devices of this machine tell. */
  hasGpu?: boolean;
  /** How long the program may take for one answer. Default 20 s: a loaded machine starts CUDA slowly. */
  timeoutMs?: number;
}

/** Commands that every job needs; builds can lack some. */
const NEEDED_COMMANDS = [
  'feature_extractor',
  'matches_importer',
  'mapper',
  'image_undistorter',
  'poisson_mesher',
] as const;
const DENSE_COMMANDS = ['patch_match_stereo', 'stereo_fusion'] as const;
const TIMEOUT_MS = 20_000;
/** A graphics card of NVIDIA's driver, or of Windows' subsystem for Linux. */
const GPU_DEVICE = /^(nvidia\d+|dxg)$/;

const execute = promisify(execFile);

/**
 * Makes a finder of COLMAP that asks the program what it is and what it can do, and asks again only once the
 * program's file has changed.
 */
export function createColmapFinder(options: FindColmapOptions = {}): () => Promise<FoundColmap> {
  let known: { stamp: string; found: Promise<FoundColmap> } | undefined;
  return async () => {
    const path = await resolveProgram(options.executable);
    const stamp = path && (await stampOf(path));
    if (!path || !stamp) return { problem: missingReason(options.executable) };
    if (known?.stamp !== stamp) known = { stamp, found: probe(path, options) };
    const found = await known.found;
    // A program that did not answer may have been slow: it is asked again.
    if (!NEEDED_COMMANDS.every((name) => found.installed?.options.has(name))) known = undefined;
    return found;
  };
}

/** The shell resolves names as the operator's own shell would. */
async function resolveProgram(executable = 'colmap'): Promise<string | undefined> {
  try {
    const { stdout } = await execute('/bin/sh', ['-c', 'command -v -- "$1"', 'sh', executable]);
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Changes with the program; undefined where the shell's answer is no file. */
async function stampOf(path: string): Promise<string | undefined> {
  try {
    const { mtimeMs, size } = await stat(path);
    return `${path} ${mtimeMs} ${size}`;
  } catch {
    return undefined;
  }
}

async function probe(path: string, options: FindColmapOptions): Promise<FoundColmap> {
  const ask = (...args: string[]) => askProgram(path, args, { timeoutMs: options.timeoutMs ?? TIMEOUT_MS });
  const help = await ask('help');
  const version = readVersion(help);
  if (!version) return { problem: strangerReason(path) };
  const commands = readCommands(help);
  const missing = NEEDED_COMMANDS.filter((name) => commands.size > 0 && !commands.has(name));
  if (missing.length > 0) return { problem: incompleteReason(version.number, missing) };
  const wanted = version.cuda ? [...NEEDED_COMMANDS, ...DENSE_COMMANDS] : NEEDED_COMMANDS;
  const helps = await Promise.all(
    wanted.map(async (name) => [name, readOptions(await ask(name, '-h'))] as const),
  );
  const known = new Map(helps.filter(([, names]) => names.size > 0));
  const hasDenseCommands = commands.size === 0 || DENSE_COMMANDS.every((name) => commands.has(name));
  const gpu = version.cuda && hasDenseCommands && (options.hasGpu ?? (await findGpu()));
  return { installed: { path, version: version.number, cuda: version.cuda, gpu, options: known } };
}

/** Whether NVIDIA's driver lists a GPU; if its tool is missing, whether there is a device. */
async function findGpu(): Promise<boolean> {
  try {
    if (!(await readdir('/dev')).some((name) => GPU_DEVICE.test(name))) return false;
  } catch {
    return false;
  }
  const tool = await resolveProgram('nvidia-smi');
  return tool === undefined || /^GPU \d/m.test(await askProgram(tool, ['-L'], { timeoutMs: TIMEOUT_MS }));
}

function missingReason(executable: string | undefined): string {
  const where = executable ? `not found at ${executable}` : 'not installed';
  return `COLMAP, the program for feature extraction, matching and structure from motion, is ${where}. Install it with "sudo apt-get install -y --no-install-recommends colmap" and start again.`;
}

function strangerReason(path: string): string {
  return `${path} does not answer "${path} help" as COLMAP does: it is another program, is broken, or hangs. Install COLMAP 3.8 or newer, or name its path, and start again.`;
}

function incompleteReason(version: string, missing: readonly string[]): string {
  return `This build of COLMAP ${version} has no ${missing.join(', ')}, without which no model can be made. Install a complete build, and start again.`;
}
