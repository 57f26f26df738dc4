import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { listFolder, measureFolder } from './folders.ts';
import { workspaceIn } from './workspace.ts';

/** Workspaces in a folder in which nothing was written since a time (milliseconds). */
export async function findLeftWorkspaces(workFolder: string, since: number): Promise<string[]> {
  const left: string[] = [];
  for (const name of await listFolder(workFolder)) {
    const { folder, jobFile, photosFolder } = workspaceIn(resolve(workFolder, name));
    // Other engines have folders beside these.
    if (!existsSync(jobFile) && !existsSync(photosFolder)) continue;
    const measured = await measureFolder(folder);
    if (measured && measured.usedAt < since) left.push(folder);
  }
  return left;
}
