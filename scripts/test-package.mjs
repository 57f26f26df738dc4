// `npm test -w packages/NAME`: the tests of one package; with --watch (`npm run test:watch -w packages/NAME`) again at
// each change, those that the change touches. Files, folders and flags (`--test-name-pattern=…`) go behind `--`. Plain JavaScript, so that
// an old Node can say what is missing.
import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OLDEST_NODE = 24;
const SHARED = fileURLToPath(new URL('share-between-tests.mjs', import.meta.url));
const DEFAULT_FLAGS = ['--test-reporter=spec', '--test-concurrency=2', `--test-global-setup=${SHARED}`];

const complaint = findComplaint();
if (complaint) {
  console.error(complaint);
  process.exit(1);
}
runTests(process.argv.slice(2));

function findComplaint() {
  if (!existsSync(join(ROOT, 'node_modules', '.setup'))) {
    return 'This checkout is not set up yet: run `npm run setup` once.';
  }
  if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
    return `The tests need Node ${OLDEST_NODE} or newer; this is ${process.version}.`;
  }
  if (!existsSync('src')) {
    return `There is no \`src\` in ${basename(process.cwd())}: run this as \`npm test -w packages/NAME\`.`;
  }
}

function runTests(given) {
  const names = given.filter((argument) => !argument.startsWith('-'));
  const flags = given.filter((argument) => argument.startsWith('-'));
  const files = (names.length > 0 ? names : ['src']).map(testsIn);
  const child = spawn(process.execPath, ['--test', ...DEFAULT_FLAGS, ...flags, ...files], {
    stdio: 'inherit',
  });
  // The terminal's Ctrl-C reaches the tests by itself; they end first.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}

function testsIn(path) {
  const isFolder = existsSync(path) && statSync(path).isDirectory();
  return isFolder ? `${path.replace(/\/$/, '')}/**/*.test.ts` : path;
}
