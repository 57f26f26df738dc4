import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeFolder } from '../server/bench-server.ts';

const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url));

/** Seconds from `npm run demo` on a fresh clone to the model; the demo itself prints its parts. */
export async function firstRun(): Promise<void> {
  const folder = await makeFolder();
  try {
    const clone = join(folder.path, 'tiepoint');
    run('git', ['clone', '--quiet', CHECKOUT, clone], folder.path);
    const started = performance.now();
    run('npm', ['run', 'demo', '--', '--once', '--port', '0', '--data', join(folder.path, 'data')], clone);
    const seconds = (performance.now() - started) / 1000;
    console.log(`from the command to the model: ${seconds.toFixed(0)} s (wanted: under 300 s)`);
  } finally {
    await folder.remove();
  }
}

function run(command: string, args: string[], cwd: string): void {
  const result = spawnSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  if (result.status !== 0) throw new Error(`${command} ${args[0]} ended with ${result.status}.`);
}
