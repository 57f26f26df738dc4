import { open } from 'node:fs/promises';

/** Makes the names in a folder last through a power cut. */
export async function syncFolder(path: string): Promise<void> {
  await using folder = await open(path);
  await folder.sync();
}
