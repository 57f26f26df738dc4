import { spawnSync } from 'node:child_process';
import { ROOT } from './list-packages.mjs';

/** Runs a program and returns its standard output; throws with all of its output if it fails. */
export function run(program, args, { cwd = ROOT, env = process.env } = {}) {
  const { status, signal, error, stdout, stderr } = spawnSync(program, args, {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status === 0) return stdout;
  const why = error?.message ?? signal ?? `exit code ${status}`;
  throw new Error(`\`${[program, ...args].join(' ')}\`: ${why}\n${stdout ?? ''}${stderr ?? ''}`);
}
