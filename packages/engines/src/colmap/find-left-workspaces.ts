import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { listFolder, measureFolder } from './folders.ts';
import { type Workspace, workspaceIn } from './workspace.ts';

/** The workspaces in a folder in which nothing was written since a moment, in milliseconds. */
export async function findLeftWorkspaces(workFolder: string, since: number): Promise<Workspace[]> {
  const left: Workspace[] = [];
  for (const name of await listFolder(workFolder)) {
    const workspace = workspaceIn(resolve(workFolder, name));
    // Other work of the server has its folders beside ours.
    if (!existsSync(workspace.jobFile) && !existsSync(workspace.photosFolder)) continue;
    const measured = await measureFolder(workspace.folder);
    if (measured && measured.usedAt < since) left.push(workspace);
  }
  return left;
}
