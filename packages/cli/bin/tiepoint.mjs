#!/usr/bin/env node
// Finds a Node that can run Tiepoint and starts it: in a checkout the TypeScript sources, with the export condition that
// they need; in an installed package, which has no sources, what was built from them.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = 24;
const CONDITION = '--conditions=@tiepoint/source';
const SOURCE = new URL('../src/index.ts', import.meta.url);
const BUILD = new URL('../dist/index.js', import.meta.url);

const runsSource = existsSync(SOURCE);
const node = isNewEnough(process.versions.node) ? process.execPath : findPackagedNode();
if (node === undefined) {
  console.error(
    `Tiepoint needs Node ${OLDEST_NODE} or newer; this is ${process.version}. ` +
      `${runsSource ? 'Run `npm ci` in its folder to get one, or install' : 'Install'} it from https://nodejs.org.`,
  );
  process.exit(1);
}
if (node === process.execPath && (!runsSource || hasCondition())) {
  const { main } = await import((runsSource ? SOURCE : BUILD).href);
  await main(process.argv);
} else {
  runAgain(node);
}

function isNewEnough(version) {
  return Number.parseInt(version, 10) >= OLDEST_NODE;
}

/** The Node that npm has installed beside Tiepoint, where there is one for this platform. */
function findPackagedNode() {
  try {
    const manifest = createRequire(import.meta.url).resolve(
      `node-${process.platform}-${process.arch}/package.json`,
    );
    const path = fileURLToPath(new URL('bin/node', `file://${manifest}`));
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

function hasCondition() {
  const given = [...process.execArgv, ...(process.env.NODE_OPTIONS ?? '').split(/\s+/)].join(' ');
  return given
    .replaceAll('--conditions ', '--conditions=')
    .replaceAll('-C ', '--conditions=')
    .includes(CONDITION);
}

/**
 * Replaces this process with that Node; where that is not possible, runs it as a child and exits with its exit code.
 */
function runAgain(path) {
  const env = { ...process.env };
  // Child processes and threads need the condition too, hence an environment variable instead of an argument.
  if (runsSource) env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} ${CONDITION}`.trim();
  const args = [...process.execArgv, fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  if (process.execve && process.platform !== 'win32') process.execve(path, [path, ...args], env);
  // When the launcher is killed, the child exits too: serving/watch-starter.
  const child = spawn(path, args, {
    env: { ...env, TIEPOINT_LAUNCHER: String(process.pid) },
    stdio: 'inherit',
  });
  // The terminal's Ctrl-C reaches the child by itself; it decides what to do about it.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    throw error;
  });
  child.on('exit', (status, signal) => {
    if (!signal) process.exit(status ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
