// Makes a checkout ready: packages, and with --web the page, with --colmap COLMAP and PROJ. With --colmap-if-possible it
// is no failure where they can't be installed: all but reconstructions works without. Runs before `npm run demo` and
// `npm test`; with everything in place it takes a moment. Plain JavaScript, so that an old Node can run it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const lockFolder = join(root, '.setup-lock');
const wants = new Set(process.argv.slice(2));
/** The programs of the system, with what is lost without them. */
const PROGRAMS = [
  {
    title: 'COLMAP',
    programs: [process.env.TIEPOINT_COLMAP ?? 'colmap'],
    package: 'colmap',
    setting: 'TIEPOINT_COLMAP to the path of a COLMAP that is there',
    loss: 'Without it no model is made, and the tests that need it say that they were not run.',
  },
  {
    title: 'PROJ',
    programs: ['projinfo', 'cct'].map((name) => join(process.env.TIEPOINT_PROJ ?? '', name)),
    package: 'proj-bin',
    setting: 'TIEPOINT_PROJ to the folder of a PROJ that is there',
    loss: 'Without it models are in local coordinates only, and the tests that need it say that they were not run.',
  },
];

takeLock();
try {
  installPackages();
  if (wants.has('--web')) buildPage();
  if (wants.has('--colmap') || wants.has('--colmap-if-possible')) providePrograms();
} finally {
  rmSync(lockFolder, { recursive: true, force: true });
}

function installPackages() {
  const hash = hashFiles([join(root, 'package-lock.json')]);
  const done = join(root, 'node_modules', '.setup');
  if (isMade(done, hash)) return;
  say('Installing packages (once, about a minute) …');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(done, hash);
}

function buildPage() {
  const page = join(root, 'packages', 'web');
  // The page is built out of the sources of the packages that it imports.
  const sources = ['web', 'client', 'protocol', 'scene'].map((name) => join(root, 'packages', name, 'src'));
  const hash = hashFiles([
    ...sources.flatMap(listFiles),
    join(page, 'index.html'),
    join(root, 'package-lock.json'),
  ]);
  const done = join(page, 'dist', '.built');
  if (isMade(done, hash)) return;
  say('Building the page …');
  run('npm', ['run', '--silent', 'build', '--workspace', '@tiepoint/web']);
  writeFileSync(done, hash);
}

function providePrograms() {
  const missing = PROGRAMS.filter(({ programs }) => !programs.every(isOnPath));
  if (missing.length === 0) return;
  const titles = missing.map(({ title }) => title).join(' and ');
  const packages = missing.map((program) => program.package).join(' ');
  const problem = installPackagesOfSystem(titles, packages);
  if (problem === undefined) return;
  say(`${titles} ${missing.length > 1 ? 'are' : 'is'} missing, and ${problem}`);
  say(`Install with \`${manualCommand(packages)}\`.`);
  for (const { title, setting, loss } of missing) say(`${title}: or set ${setting}. ${loss}`);
  if (wants.has('--colmap')) process.exitCode = 1;
}

/** Gives nothing where it has succeeded, and otherwise what is in the way. */
function installPackagesOfSystem(titles, packages) {
  const asRoot = process.getuid?.() === 0;
  if (!isOnPath('apt-get')) return 'there is no apt-get here that could install it.';
  if (!asRoot && !canSudo()) return 'this account may not install it.';
  say(`${titles}: installing with apt-get (once, one or two minutes) …`);
  const shell = ['sh', '-c', installCommand(packages)];
  const command = asRoot ? shell : ['sudo', '-n', ...shell];
  try {
    run(command[0], command.slice(1), { DEBIAN_FRONTEND: 'noninteractive' });
  } catch (error) {
    return error.message;
  }
}

function installCommand(packages) {
  return `apt-get update && apt-get install -y --no-install-recommends ${packages}`;
}

function manualCommand(packages) {
  if (process.platform === 'darwin') return `brew install ${packages.replace('proj-bin', 'proj')}`;
  return `sudo sh -c '${installCommand(packages)}'`;
}

function run(command, args, environment = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.status === 0) return;
  process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
  throw new Error(
    `\`${[command, ...args].join(' ')}\` failed${result.error ? `: ${result.error.message}` : ''}.`,
  );
}

/** One set-up at a time; the lock of a process that has died counts for nothing. */
function takeLock() {
  for (;;) {
    try {
      mkdirSync(lockFolder);
      writeFileSync(join(lockFolder, 'pid'), String(process.pid));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (holderIsGone()) rmSync(lockFolder, { recursive: true, force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
}

function holderIsGone() {
  try {
    process.kill(Number(readFileSync(join(lockFolder, 'pid'), 'utf8')), 0);
    return false;
  } catch (error) {
    // The holder has a moment to write its pid.
    return error.code === 'ESRCH' || lockAgeMs() > 5000;
  }
}

function lockAgeMs() {
  try {
    return Date.now() - statSync(lockFolder).mtimeMs;
  } catch {
    return 0;
  }
}

function isMade(path, hash) {
  return existsSync(path) && readFileSync(path, 'utf8') === hash;
}

function hashFiles(paths) {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(path.slice(root.length)).update(readFileSync(path));
  return hash.digest('hex');
}

function listFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function isOnPath(program) {
  if (program.includes('/')) return existsSync(program);
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

function canSudo() {
  return isOnPath('sudo') && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
}

function say(text) {
  process.stdout.write(`${text}\n`);
}
