import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../bin/tiepoint.mjs', import.meta.url));

/** How a run of the program has ended. */
interface ProgramRun {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** What the program's process inherits: where programs are found, and the sources compiled by earlier tests. */
const { PATH, NODE_COMPILE_CACHE } = process.env;

/** Runs the program as a shell would: without the Node options of the test, with only these settings. */
export async function runProgram(
  args: string[],
  input = '',
  settings: Record<string, string> = {},
): Promise<ProgramRun> {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { PATH, ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }), ...settings },
  });
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, stdout, stderr };
}

/** Makes a folder that is removed after the test. */
export async function makeFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-cli-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}
