import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** COLMAP as it is installed. */
export interface InstalledColmap {
  /** Absolute. */
  path: string;
  /** As it calls itself, for example `3.8`. */
  version: string;
}

const execute = promisify(execFile);
/** `colmap help` answers in a fraction of a second. */
const TIMEOUT_MILLISECONDS = 20_000;

/**
 * Finds COLMAP: the given program (a path, or a name in the search path), by default `colmap`. Undefined where
 * there is none or where it is something else.
 */
export async function findColmap(executable = 'colmap'): Promise<InstalledColmap | undefined> {
  try {
    // The shell resolves names as the operator's own shell would.
    const { stdout } = await execute('/bin/sh', ['-c', 'command -v -- "$1"', 'sh', executable]);
    const path = stdout.trim();
    const help = await execute(path, ['help'], { timeout: TIMEOUT_MILLISECONDS });
    const version = /^COLMAP (\d[\w.-]*)/m.exec(help.stdout)?.[1];
    return version === undefined ? undefined : { path, version };
  } catch {
    return undefined;
  }
}
