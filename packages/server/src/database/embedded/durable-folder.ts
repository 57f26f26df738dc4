import { chmod, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Creates a folder and its missing parents, each with `mode`, independent of the umask. */
export async function makeFolder(path: string, mode: number): Promise<void> {
  const firstMade = await mkdir(path, { recursive: true });
  if (firstMade === undefined) return;
  for (let made = path; made.length >= firstMade.length; made = dirname(made)) await chmod(made, mode);
}

/** Syncs a file or the entries of a folder to disk. */
export async function syncToDisk(path: string): Promise<void> {
  const file = await open(path);
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
