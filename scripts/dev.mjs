// `npm run dev`: the server, restarted when a source changes, and the page with hot reload. Ctrl-C ends both.
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dataFolder = process.env.TIEPOINT_DATA ?? join(tmpdir(), 'tiepoint-dev');
const port = process.env.TIEPOINT_PORT ?? '8090';
const env = {
  ...process.env,
  TIEPOINT_DATA: dataFolder,
  TIEPOINT_PORT: port,
  TIEPOINT_DEV_API: `http://127.0.0.1:${port}`,
};
// A debugger can be attached with `npm run dev -- --inspect`.
const nodeFlags = process.argv.slice(2);

const children = [
  start('server', process.execPath, ['--watch', ...nodeFlags, 'packages/cli/bin/tiepoint.mjs', 'serve']),
  start('page', join(root, 'node_modules', '.bin', 'vite'), [], join(root, 'packages', 'web')),
];
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop(signal));

function start(name, command, args, cwd = root) {
  const child = spawn(command, args, { cwd, env, stdio: 'inherit' });
  child.on('exit', (code) => {
    if (children.some((other) => other.exitCode === null && other.signalCode === null)) {
      process.exitCode = code ?? 1;
      stop('SIGTERM');
    }
  });
  child.on('error', (error) => {
    console.error(`The ${name} could not be started: ${error.message}`);
    process.exitCode = 1;
  });
  return child;
}

function stop(signal) {
  for (const child of children) child.kill(signal);
}
