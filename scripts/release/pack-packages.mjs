import { copyFileSync, globSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { listPackages, ROOT } from './list-packages.mjs';
import { run } from './run.mjs';

/** The file name of the archive that `npm pack` writes for a package. */
export function archiveOf({ name, version }) {
  return `${name.replace('@', '').replace('/', '-')}-${version}.tgz`;
}

/** Builds all packages from scratch and packs them into a folder. Returns the paths of the archives. */
export function packPackages(folder) {
  const { packed } = listPackages();
  build(packed);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return packed.map(({ folder: from, manifest }) => {
    const licence = join(ROOT, from, 'LICENSE');
    copyFileSync(join(ROOT, 'LICENSE'), licence);
    try {
      const told = run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: join(ROOT, from) });
      assertComplete(
        from,
        JSON.parse(told)[0].files.map(({ path }) => path),
      );
    } finally {
      rmSync(licence);
    }
    return join(folder, archiveOf(manifest));
  });
}

/** Removes earlier builds first: they may contain files whose sources no longer exist. */
function build(packages) {
  for (const { folder } of packages) {
    if (folder !== 'packages/web') rmSync(join(ROOT, folder, 'dist'), { recursive: true, force: true });
  }
  run('npx', ['tsc', '-b']);
  run(process.execPath, ['scripts/setup.mjs', '--web']);
}

/** Every source must be packed as built, also workers, which no import names; tests must not be packed. */
function assertComplete(folder, paths) {
  const packed = new Set(paths);
  const sources = globSync('**/*.ts', { cwd: join(ROOT, folder, 'src') });
  const missing = folder.endsWith('/web')
    ? ['dist/index.html'].filter((path) => !packed.has(path))
    : sources
        .filter((path) => !/\.(test|d)\.ts$/.test(path) && !path.startsWith('kernel/'))
        .map((path) => `dist/${path.replace(/\.ts$/, '.js')}`)
        .filter((path) => !packed.has(path));
  const wrong = paths.filter((path) => /\.test\.|\.tsx?$/.test(path) && !path.endsWith('.d.ts'));
  if (missing.length + wrong.length > 0) {
    throw new Error(`${folder}: not packed: ${missing.join(', ')}; packed by mistake: ${wrong.join(', ')}`);
  }
}
